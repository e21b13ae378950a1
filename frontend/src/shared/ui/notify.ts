import i18n from 'i18next';
import { ApiError, kindOf } from '../api/errors';
import { toast } from './toasts';

/** A word that it worked. It leaves by itself, so it never carries anything that must be read. */
export const notify = (message: string) => toast(message, 'done', 4_000);

/** The server's own words where there are any. */
export const problemText = (error: unknown) => {
  if (error instanceof ApiError && error.code) return error.message;
  return kindOf(error) === 'offline' ? i18n.t('state.offline') : i18n.t('state.failed');
};

export const notifyProblem = (error: unknown) => toast(problemText(error), 'trouble', 10_000);
