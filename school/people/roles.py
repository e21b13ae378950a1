"""Posts, permissions, and the one table that joins them."""

from enum import StrEnum

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class PostKind(TextChoices):
    """The posts a school has. A person may hold several, each with its dates."""

    SECRETARY = "secretary", _("Party secretary")
    PRINCIPAL = "principal", _("Principal")
    VICE_PRINCIPAL = "vice_principal", _("Vice principal")
    MORAL_DIRECTOR = "moral_director", _("Director of moral education")
    TEACHING_DIRECTOR = "teaching_director", _("Director of teaching")
    RESEARCH_DIRECTOR = "research_director", _("Director of educational research")
    GRADE_LEADER = "grade_leader", _("Grade leader")
    SUBJECT_LEADER = "subject_leader", _("Subject leader")
    PREP_LEADER = "prep_leader", _("Lesson-preparation leader")
    HOMEROOM_TEACHER = "homeroom_teacher", _("Homeroom teacher")
    DEPUTY_HOMEROOM = "deputy_homeroom", _("Deputy homeroom teacher")
    SUBJECT_TEACHER = "subject_teacher", _("Subject teacher")
    BRIGADE_COUNSELOR = "brigade_counselor", _("Young Pioneers counsellor")
    UNION_CHAIR = "union_chair", _("Union chair")
    SCHOOL_DOCTOR = "school_doctor", _("School doctor")
    ADMINISTRATOR = "administrator", _("System administrator")


class Permission(StrEnum):
    TERM_READ = "TERM_READ"
    CLASS_READ = "CLASS_READ"
    STAFF_READ = "STAFF_READ"
    STUDENT_READ = "STUDENT_READ"
    ROSTER_IMPORT = "ROSTER_IMPORT"
    ACCOUNT_MANAGE = "ACCOUNT_MANAGE"
    PLACEMENT_KEEP = "PLACEMENT_KEEP"
    POST_KEEP = "POST_KEEP"
    OFFICE_APPOINT = "OFFICE_APPOINT"
    CALENDAR_KEEP = "CALENDAR_KEEP"
    YEAR_ROLL = "YEAR_ROLL"
    CIRCUMSTANCE_READ = "CIRCUMSTANCE_READ"
    CIRCUMSTANCE_REGISTER = "CIRCUMSTANCE_REGISTER"
    CIRCUMSTANCE_REVEAL = "CIRCUMSTANCE_REVEAL"
    PROPOSAL_READ = "PROPOSAL_READ"
    PROPOSAL_MAKE = "PROPOSAL_MAKE"
    PROPOSAL_CHECK = "PROPOSAL_CHECK"
    PROPOSAL_CONFIRM = "PROPOSAL_CONFIRM"
    POLICY_READ = "POLICY_READ"
    POLICY_PUBLISH = "POLICY_PUBLISH"
    VISIT_READ = "VISIT_READ"
    VISIT_RECORD = "VISIT_RECORD"
    VISIT_AMEND = "VISIT_AMEND"
    VISIT_REVEAL = "VISIT_REVEAL"
    VISIT_JOIN = "VISIT_JOIN"
    OBLIGATION_READ = "OBLIGATION_READ"
    VISIT_HAND_OVER = "VISIT_HAND_OVER"
    ROUND_PLAN = "ROUND_PLAN"
    EXEMPTION_REQUEST = "EXEMPTION_REQUEST"
    EXEMPTION_APPROVE = "EXEMPTION_APPROVE"
    FOLLOW_UP_CLOSE = "FOLLOW_UP_CLOSE"
    CONCERN_REPORT = "CONCERN_REPORT"
    CONCERN_HANDLE = "CONCERN_HANDLE"
    FIGURE_READ = "FIGURE_READ"
    FIGURE_READ_SCHOOL = "FIGURE_READ_SCHOOL"
    SUMMARY_READ = "SUMMARY_READ"
    SUMMARY_REQUEST = "SUMMARY_REQUEST"
    SUMMARY_WRITE = "SUMMARY_WRITE"
    SUMMARY_REVIEW = "SUMMARY_REVIEW"
    SUMMARY_PUBLISH = "SUMMARY_PUBLISH"
    PUBLICATION_READ = "PUBLICATION_READ"
    QUESTION_READ = "QUESTION_READ"
    QUESTION_ASK = "QUESTION_ASK"
    QUESTION_ANSWER = "QUESTION_ANSWER"
    DIGEST_READ = "DIGEST_READ"
    CATALOGUE_READ = "CATALOGUE_READ"
    CATALOGUE_KEEP = "CATALOGUE_KEEP"
    POINT_AWARD = "POINT_AWARD"
    POINT_READ = "POINT_READ"
    POINT_REVERSE = "POINT_REVERSE"
    APPEAL_READ = "APPEAL_READ"
    APPEAL_RAISE = "APPEAL_RAISE"
    APPEAL_DECIDE = "APPEAL_DECIDE"
    CLASS_SCREEN = "CLASS_SCREEN"
    CLASS_KEEP = "CLASS_KEEP"
    CONTEST_READ = "CONTEST_READ"
    CONTEST_CHECK = "CONTEST_CHECK"
    CONTEST_CLOSE = "CONTEST_CLOSE"
    AMBASSADOR_READ = "AMBASSADOR_READ"
    AMBASSADOR_NOMINATE = "AMBASSADOR_NOMINATE"
    AMBASSADOR_SELECT = "AMBASSADOR_SELECT"
    AMBASSADOR_VOTE = "AMBASSADOR_VOTE"
    HONOUR_READ = "HONOUR_READ"
    FAIRNESS_READ = "FAIRNESS_READ"
    LESSON_READ = "LESSON_READ"
    LESSON_HOST = "LESSON_HOST"
    LESSON_OBSERVE = "LESSON_OBSERVE"
    LESSON_KEEP = "LESSON_KEEP"
    OBSERVATION_READ = "OBSERVATION_READ"
    RUBRIC_KEEP = "RUBRIC_KEEP"
    COVERAGE_READ = "COVERAGE_READ"
    STRATEGY_READ = "STRATEGY_READ"
    PAIR_READ = "PAIR_READ"
    PAIR_KEEP = "PAIR_KEEP"
    PAIR_APPROVE = "PAIR_APPROVE"
    TALK_REVEAL = "TALK_REVEAL"
    EVIDENCE_READ = "EVIDENCE_READ"
    EVIDENCE_ADD = "EVIDENCE_ADD"
    EVIDENCE_KEEP = "EVIDENCE_KEEP"
    AWARD_READ = "AWARD_READ"
    AWARD_DECLARE = "AWARD_DECLARE"
    AWARD_VERIFY = "AWARD_VERIFY"
    SELECTION_READ = "SELECTION_READ"
    SELECTION_NOMINATE = "SELECTION_NOMINATE"
    SELECTION_KEEP = "SELECTION_KEEP"
    RECOGNITION_READ = "RECOGNITION_READ"
    ACTIVITY_READ = "ACTIVITY_READ"
    ACTIVITY_RECORD = "ACTIVITY_RECORD"
    ACTIVITY_KEEP = "ACTIVITY_KEEP"
    PUPIL_PAIR_READ = "PUPIL_PAIR_READ"
    PUPIL_PAIR_KEEP = "PUPIL_PAIR_KEEP"
    CONSULTATION_READ = "CONSULTATION_READ"
    CONSULTATION_ANSWER = "CONSULTATION_ANSWER"
    PLEDGE_READ = "PLEDGE_READ"
    PLEDGE_KEEP = "PLEDGE_KEEP"
    INSPECTION_READ = "INSPECTION_READ"
    INSPECTION_KEEP = "INSPECTION_KEEP"
    SUPERVISION_ENTER = "SUPERVISION_ENTER"
    SUPERVISION_KEEP = "SUPERVISION_KEEP"
    SURVEY_READ = "SURVEY_READ"
    SURVEY_KEEP = "SURVEY_KEEP"
    LEADING_READ = "LEADING_READ"
    LEADING_KEEP = "LEADING_KEEP"
    DECLARATION_READ = "DECLARATION_READ"
    DECLARATION_SIGN = "DECLARATION_SIGN"
    PORTFOLIO_READ = "PORTFOLIO_READ"
    PORTFOLIO_REVIEW = "PORTFOLIO_REVIEW"
    SUBMISSION_READ = "SUBMISSION_READ"


P = Permission
# What everybody has who takes part in the activities of the school.
ACTIVITIES = frozenset({P.ACTIVITY_READ, P.ACTIVITY_RECORD, P.CONSULTATION_READ})
# What everybody has who gives lessons or comes to those of others.
LESSONS = ACTIVITIES | frozenset(
    {
        P.LESSON_READ,
        P.LESSON_HOST,
        P.LESSON_OBSERVE,
        P.OBSERVATION_READ,
        P.STRATEGY_READ,
        P.PAIR_READ,
        P.PORTFOLIO_READ,
    }
)
# What everybody on the staff has, the administrator apart: files, awards, and who was selected.
PROOFS = frozenset(
    {
        P.EVIDENCE_READ,
        P.EVIDENCE_ADD,
        P.AWARD_READ,
        P.AWARD_DECLARE,
        P.SELECTION_READ,
        P.SELECTION_NOMINATE,
        P.RECOGNITION_READ,
    }
)
# What the offices have besides: they look after the files and say that an award is proven.
PROOFS_KEPT = PROOFS | {P.EVIDENCE_KEEP, P.AWARD_VERIFY}
# What everybody on the staff has: pledges to sign, findings to put right, tasks to do.
ASSURANCE = frozenset({P.PLEDGE_READ, P.INSPECTION_READ, P.LEADING_READ, P.DECLARATION_READ})
# What they have besides who answer for the school's order.
ORDER = ASSURANCE | {
    *(P.PLEDGE_KEEP, P.INSPECTION_KEEP, P.SUPERVISION_ENTER, P.SURVEY_READ, P.LEADING_KEEP)
}
# What everybody with a teaching post has. Rows are limited by the policies, not here.
TEACHER = (LESSONS | PROOFS | ASSURANCE) | frozenset(
    {
        P.TERM_READ,
        P.CLASS_READ,
        P.STAFF_READ,
        P.STUDENT_READ,
        P.VISIT_READ,
        P.VISIT_RECORD,
        P.VISIT_AMEND,
        P.VISIT_REVEAL,
        P.VISIT_JOIN,
        P.OBLIGATION_READ,
        P.CONCERN_REPORT,
        P.FOLLOW_UP_CLOSE,
        P.FIGURE_READ,
        P.PUBLICATION_READ,
        P.DIGEST_READ,
        P.CATALOGUE_READ,
        P.POINT_AWARD,
        P.POINT_READ,
        P.CLASS_SCREEN,
        P.CONTEST_READ,
        P.CONTEST_CHECK,
        P.AMBASSADOR_READ,
        P.AMBASSADOR_NOMINATE,
        P.HONOUR_READ,
        P.PUPIL_PAIR_READ,
    }
)
HOMEROOM = TEACHER | {
    P.CIRCUMSTANCE_READ,
    P.CIRCUMSTANCE_REVEAL,
    P.PROPOSAL_READ,
    P.PROPOSAL_MAKE,
    P.POLICY_READ,
    P.EXEMPTION_REQUEST,
    P.APPEAL_READ,
    P.APPEAL_RAISE,
    P.CLASS_KEEP,
    P.AMBASSADOR_VOTE,
    P.CONSULTATION_ANSWER,
}
LEADER = (LESSONS | PROOFS_KEPT | ORDER) | frozenset(
    {
        P.TERM_READ,
        P.CLASS_READ,
        P.STAFF_READ,
        P.STUDENT_READ,
        P.CIRCUMSTANCE_READ,
        P.CIRCUMSTANCE_REVEAL,
        P.PROPOSAL_READ,
        P.PROPOSAL_CONFIRM,
        P.POLICY_READ,
        P.VISIT_READ,
        P.VISIT_REVEAL,
        P.VISIT_JOIN,
        P.CONCERN_REPORT,
        P.CONCERN_HANDLE,
        P.OBLIGATION_READ,
        P.EXEMPTION_APPROVE,
        P.FIGURE_READ,
        P.FIGURE_READ_SCHOOL,
        P.SUMMARY_READ,
        P.SUMMARY_REVIEW,
        P.PUBLICATION_READ,
        P.QUESTION_READ,
        P.QUESTION_ANSWER,
        P.DIGEST_READ,
        P.CATALOGUE_READ,
        P.POINT_READ,
        P.POINT_REVERSE,
        P.APPEAL_READ,
        P.APPEAL_DECIDE,
        P.CLASS_SCREEN,
        P.CONTEST_READ,
        P.AMBASSADOR_READ,
        P.HONOUR_READ,
        P.FAIRNESS_READ,
    }
)

GRANTS: dict[str, frozenset[Permission]] = {
    PostKind.SECRETARY: frozenset(
        {P.TERM_READ, P.CLASS_READ, P.STAFF_READ, P.SUMMARY_READ, P.SUMMARY_REVIEW}
        | {
            P.PUBLICATION_READ,
            P.QUESTION_READ,
            P.DIGEST_READ,
            P.VISIT_JOIN,
            P.POST_KEEP,
            P.OFFICE_APPOINT,
        }
        | PROOFS
        | ACTIVITIES
        | ORDER
        | {P.SUPERVISION_KEEP}
    ),
    PostKind.PRINCIPAL: LEADER
    | {P.SUMMARY_PUBLISH, P.SUMMARY_REQUEST, P.SUMMARY_WRITE}
    | {P.POST_KEEP, P.OFFICE_APPOINT, P.YEAR_ROLL}
    | {P.COVERAGE_READ, P.PAIR_APPROVE, P.TALK_REVEAL, P.SELECTION_KEEP, P.SUBMISSION_READ}
    | {P.SUPERVISION_KEEP, P.DECLARATION_SIGN},
    PostKind.VICE_PRINCIPAL: LEADER
    | {P.SUMMARY_WRITE, P.COVERAGE_READ, P.PAIR_APPROVE, P.SELECTION_KEEP}
    | {P.ACTIVITY_KEEP},
    PostKind.MORAL_DIRECTOR: LEADER
    | {
        P.ROUND_PLAN,
        P.CIRCUMSTANCE_REGISTER,
        P.POLICY_PUBLISH,
        P.VISIT_RECORD,
        P.VISIT_AMEND,
        P.VISIT_HAND_OVER,
        P.EXEMPTION_REQUEST,
        P.FOLLOW_UP_CLOSE,
        P.SUMMARY_REQUEST,
        P.SUMMARY_WRITE,
        P.CATALOGUE_KEEP,
        P.POINT_AWARD,
        P.CONTEST_CHECK,
        P.CONTEST_CLOSE,
        P.AMBASSADOR_NOMINATE,
        P.AMBASSADOR_SELECT,
        P.SELECTION_KEEP,
        P.ACTIVITY_KEEP,
        P.PUPIL_PAIR_READ,
        P.PUPIL_PAIR_KEEP,
        P.CONSULTATION_ANSWER,
        P.SURVEY_KEEP,
    },
    PostKind.TEACHING_DIRECTOR: (LESSONS | PROOFS_KEPT | ASSURANCE)
    | {P.INSPECTION_KEEP, P.SUPERVISION_ENTER, P.SURVEY_READ, P.SURVEY_KEEP}
    | frozenset(
        {
            P.LESSON_KEEP,
            P.RUBRIC_KEEP,
            P.COVERAGE_READ,
            P.PAIR_KEEP,
            P.ACTIVITY_KEEP,
            P.PORTFOLIO_REVIEW,
            P.SUBMISSION_READ,
            P.TERM_READ,
            P.CLASS_READ,
            P.STAFF_READ,
            P.STUDENT_READ,
            P.ROSTER_IMPORT,
            P.VISIT_JOIN,
            P.PLACEMENT_KEEP,
            P.POST_KEEP,
            P.CALENDAR_KEEP,
            P.YEAR_ROLL,
            P.FIGURE_READ,
            P.SUMMARY_READ,
            P.SUMMARY_REQUEST,
            P.SUMMARY_WRITE,
            P.SUMMARY_REVIEW,
            P.PUBLICATION_READ,
            P.QUESTION_READ,
            P.QUESTION_ANSWER,
            P.DIGEST_READ,
            P.CATALOGUE_READ,
            P.CONTEST_READ,
            P.HONOUR_READ,
        }
    ),
    PostKind.RESEARCH_DIRECTOR: (TEACHER | PROOFS_KEPT)
    | {P.SUMMARY_READ, P.SUMMARY_WRITE, P.QUESTION_READ, P.QUESTION_ANSWER}
    | {P.SUPERVISION_ENTER, P.SURVEY_READ, P.SURVEY_KEEP}
    | {P.ACTIVITY_KEEP, P.PORTFOLIO_REVIEW, P.SUBMISSION_READ},
    PostKind.GRADE_LEADER: TEACHER | {P.PROPOSAL_READ, P.PROPOSAL_CHECK, P.ROUND_PLAN},
    PostKind.SUBJECT_LEADER: TEACHER,
    PostKind.PREP_LEADER: TEACHER,
    PostKind.HOMEROOM_TEACHER: HOMEROOM | {P.ROUND_PLAN},
    PostKind.DEPUTY_HOMEROOM: HOMEROOM,
    PostKind.SUBJECT_TEACHER: TEACHER,
    PostKind.BRIGADE_COUNSELOR: TEACHER
    | {P.SUMMARY_READ, P.SUMMARY_WRITE, P.CONTEST_CLOSE, P.AMBASSADOR_SELECT}
    | {P.ACTIVITY_KEEP},
    PostKind.UNION_CHAIR: frozenset(
        {P.TERM_READ, P.CLASS_READ, P.STAFF_READ, P.PUBLICATION_READ, P.DIGEST_READ, P.VISIT_JOIN}
        | PROOFS
        | {P.SELECTION_KEEP}
        | ACTIVITIES
        | ASSURANCE
        | {P.SUPERVISION_ENTER}
    ),
    PostKind.SCHOOL_DOCTOR: frozenset(
        {P.TERM_READ, P.CLASS_READ, P.STAFF_READ, P.PUBLICATION_READ, P.DIGEST_READ, P.VISIT_JOIN}
        | PROOFS
        | ACTIVITIES
        | {P.CONSULTATION_ANSWER}
        | ASSURANCE
        | {P.INSPECTION_KEEP}
    ),
    PostKind.ADMINISTRATOR: frozenset(
        {P.TERM_READ, P.CLASS_READ, P.STAFF_READ, P.ACCOUNT_MANAGE, P.PUBLICATION_READ}
        | {P.CALENDAR_KEEP, P.DIGEST_READ}
        | ASSURANCE
    ),
}
COMMITTEE = frozenset(
    {
        P.PUBLICATION_READ,
        P.QUESTION_READ,
        P.QUESTION_ASK,
        P.CATALOGUE_READ,
        P.HONOUR_READ,
        P.RECOGNITION_READ,
        P.CONSULTATION_READ,
        P.SUPERVISION_ENTER,
    }
)
"""What a member of the parents' committee may do: read what was published and shared, ask about
it, and pass on what families say of the school's ethics.
"""

VISITING_POSTS = frozenset(
    kind for kind, granted in GRANTS.items() if Permission.VISIT_RECORD in granted
)
"""The posts of those who visit families; only to them are children handed over."""

# Who sees every class of the school. The others see the classes they stand in a relation to.
WHOLE_SCHOOL = frozenset(
    {
        PostKind.PRINCIPAL,
        PostKind.VICE_PRINCIPAL,
        PostKind.MORAL_DIRECTOR,
        PostKind.TEACHING_DIRECTOR,
    }
)
# Appointed by the principal or the secretary; the other posts by whoever keeps posts.
OFFICES = frozenset(
    {
        PostKind.SECRETARY,
        PostKind.PRINCIPAL,
        PostKind.VICE_PRINCIPAL,
        PostKind.MORAL_DIRECTOR,
        PostKind.TEACHING_DIRECTOR,
        PostKind.RESEARCH_DIRECTOR,
        PostKind.BRIGADE_COUNSELOR,
        PostKind.UNION_CHAIR,
        PostKind.SCHOOL_DOCTOR,
        PostKind.ADMINISTRATOR,
    }
)
# Who may know, of every child, why a family is visited.
MAY_KNOW_ALL = frozenset({PostKind.PRINCIPAL, PostKind.VICE_PRINCIPAL, PostKind.MORAL_DIRECTOR})
# Whoever holds one of these signs in with a second factor as well (docs/adr/0023).
SECOND_FACTOR = frozenset(
    {
        PostKind.SECRETARY,
        PostKind.PRINCIPAL,
        PostKind.VICE_PRINCIPAL,
        PostKind.MORAL_DIRECTOR,
        PostKind.TEACHING_DIRECTOR,
        PostKind.RESEARCH_DIRECTOR,
        PostKind.ADMINISTRATOR,
    }
)
