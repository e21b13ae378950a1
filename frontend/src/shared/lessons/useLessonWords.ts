import { useTranslation } from 'react-i18next';
import { useFormat } from '../i18n/format';

interface Slot {
  taught_on: string;
  period: number;
}

interface Named extends Slot {
  subject: string;
  topic: string;
  host_name: string;
  school_class: { name: string } | null;
}

/** How a lesson is named everywhere: when, and of what. */
export function useLessonWords() {
  const { t } = useTranslation();
  const format = useFormat();
  const period = (number: number) => t('lessonWords.period', { number });
  return {
    period,
    /** 11月25日 第3节 */
    slot: ({ taught_on, period: number }: Slot) => `${format.day(taught_on)} ${period(number)}`,
    /** 曲晓岚 · 语文 · 三年级(2)班 */
    who: ({ host_name, subject, school_class }: Named) =>
      [host_name, subject, school_class?.name].filter(Boolean).join(' · '),
    /** 《秋天的雨》; a topic may bring its own marks. */
    quoted: (topic: string) => (topic.includes('《') ? topic : t('lessonWords.quoted', { topic })),
  };
}
