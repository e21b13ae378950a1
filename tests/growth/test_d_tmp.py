import datetime, time
import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from config.demo.load import load
pytestmark=[pytest.mark.django_db, pytest.mark.usefixtures("now")]
def test_load():
    import config.demo.load as L, time
    real=L.make_portfolios
    def timed(demo, draw):
        t=time.time()
        with CaptureQueriesContext(connection) as c: real(demo, draw)
        print("PORTFOLIOS", time.time()-t, len(c))
    L.make_portfolios=timed
    load(datetime.date(2026,11,23))
    from school.growth.models import GrowthPortfolio, PlanSubmission, PlanReview, Reflection
    from school.growth.queries import plans, documents
    from school.summaries import catalogue
    from school.growth.figures import FIGURES
    from school.people.models import Term
    from school.growth.rules.documents import check_document, sha256
    print(GrowthPortfolio.objects.count(), PlanSubmission.objects.count(), PlanReview.objects.count(), Reflection.objects.count())
    for term in Term.objects.order_by("window_opens_on"):
        sc=catalogue.scope(term, as_of=datetime.date(2026,11,23))
        print(term, [(f.code, f.read(sc).value(f.kind)) for f in FIGURES])
    p=GrowthPortfolio.objects.select_related("staff","school").first()
    with documents.in_chinese():
        acts=documents.own_acts(p, datetime.date(2026,11,23))
        print(len(acts), sorted({a.kinds for a in acts}))
        doc=documents.document(p, datetime.date(2026,11,23), {}, acts)
    check_document(doc)
    from school.growth.render import pages, papers
    b=pages.booklet(doc, with_reflections=True)
    open("/tmp/d_demo.pdf","wb").write(papers.pdf(b))
    import json; open("/tmp/d_demo.json","w").write(json.dumps(b,ensure_ascii=False))
    print({s: sum(1 for x in plans.plans() if plans.state(x)==s) for s in ("draft","submitted","returned","approved")})
