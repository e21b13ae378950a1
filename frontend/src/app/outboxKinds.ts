import { AWARD, awardKind, UNDO, undoKind } from '@/features/civility/send';
import { contestCheckKind } from '@/features/contests/sendCheck';
import { newVisitKind, visitChangeKind } from '@/features/home-visits/send';
import { concernKind } from '@/features/home-visits/sendConcern';
import { mentorTalkKind } from '@/features/mentoring/sendTalk';
import { observationKind } from '@/features/observing/kind';
import { OBSERVATION } from '@/features/observing/sending';
import type { OutboxKind } from '@/shared/offline/kind';

/** Everything that may wait on a device to be sent. A kind once released keeps its name: rows may still be waiting. */
export const outboxKinds: Record<string, OutboxKind> = {
  'home-visit': newVisitKind,
  'home-visit-change': visitChangeKind,
  concern: concernKind,
  [AWARD]: awardKind,
  [UNDO]: undoKind,
  'contest-check': contestCheckKind,
  [OBSERVATION]: observationKind,
  'mentor-talk': mentorTalkKind,
};
