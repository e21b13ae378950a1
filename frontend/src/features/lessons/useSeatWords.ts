import { useTranslation } from 'react-i18next';
import type { Tone } from '@/shared/ui/Tag';
import type { Lesson } from './queries';

/** How this person stands to a lesson, or else what is left of it: one short word. */
export function useSeatWords() {
  const { t } = useTranslation();
  return (lesson: Lesson): { words: string; tone: Tone } | undefined => {
    const { my_booking: booking, seats, seated, booking_gives: gives } = lesson;
    if (lesson.is_cancelled) return { words: t('lessons.cancelled'), tone: 'trouble' };
    if (lesson.is_mine)
      return { words: seats ? t('lessons.ownSeats', { seated, seats }) : t('lessons.own'), tone: 'brand' };
    if (booking?.state === 'seated') return { words: t('lessons.seated'), tone: 'brand' };
    if (booking?.state === 'waiting') return { words: t('lessons.inLine'), tone: 'soon' };
    if (booking?.state === 'asked') return { words: t('lessons.askedHost'), tone: 'soon' };
    if (gives === 'asked') return { words: t('lessons.byAsking'), tone: 'calm' };
    if (gives === 'seated') return { words: t('lessons.left', { count: seats - seated }), tone: 'calm' };
    if (gives === 'waiting') return { words: t('lessons.full', { count: lesson.waiting }), tone: 'soon' };
  };
}
