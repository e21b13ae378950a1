import * as v from 'valibot';
import { daysAfter, schoolToday } from '@/shared/i18n/format';
import type { Pair, TalkBody } from './queries';

export const KIND = 'mentor-talk';

/** Chosen with one tap; any other number is typed. */
export const usual = ['15', '20', '30', '45', '60'] as const;
export const MOST_MINUTES = 600;
/** For so long a talk may be written down after its day; the server says the same. */
const BACK_DAYS = 30;

export const talkSchema = v.object({
  pair: v.string(),
  talked_on: v.string(),
  minutes: v.string(),
  topic: v.string(),
  content: v.string(),
});
export type TalkValues = v.InferOutput<typeof talkSchema>;
export type TalkErrors = Partial<
  Record<keyof TalkValues, 'pairTalk.errors.pair' | 'pairTalk.errors.minutes' | 'error.required'>
>;

export const blankTalk = (pair: string): TalkValues => ({
  pair,
  talked_on: schoolToday(),
  minutes: '30',
  topic: '',
  content: '',
});

/** The day so many days before today at the school. */
export const daysAgo = (days: number) => daysAfter(schoolToday(), -days);
export const earliest = () => daysAgo(BACK_DAYS);

/** In force, or over for so short a time that a talk may still be written down. */
export const takesTalks = (pair: Pair) =>
  pair.my_side !== null &&
  pair.agreement !== null &&
  pair.state !== 'withdrawn' &&
  pair.starts_on <= schoolToday() &&
  pair.ends_on >= earliest();

export function missing(values: TalkValues): TalkErrors {
  const errors: TalkErrors = {};
  const minutes = Number(values.minutes);
  if (!values.pair) errors.pair = 'pairTalk.errors.pair';
  if (!values.talked_on) errors.talked_on = 'error.required';
  if (!Number.isInteger(minutes) || minutes < 1 || minutes > MOST_MINUTES) errors.minutes = 'pairTalk.errors.minutes';
  if (!values.topic.trim()) errors.topic = 'error.required';
  return errors;
}

export const toTalk = ({ pair, talked_on, minutes, topic, content }: TalkValues): TalkBody => ({
  pair,
  talked_on,
  minutes: Number(minutes),
  topic: topic.trim(),
  content: content.trim(),
});

export const fromTalk = ({ pair, talked_on, minutes, topic, content = '' }: TalkBody): TalkValues => ({
  pair,
  talked_on,
  minutes: String(minutes),
  topic,
  content,
});
