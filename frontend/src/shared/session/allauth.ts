import { csrfToken } from '../api/client';
import { ApiError } from '../api/errors';

/** django-allauth's headless API for a browser on the same origin: session cookie and CSRF token, no bearer tokens. */
const at = (path: string) => `${location.origin}/_allauth/browser/v1/${path}`;

interface AllauthBody {
  errors?: { code: string; message: string; param?: string }[];
  data?: { flows?: { id: string; is_pending?: boolean }[] };
}

async function call(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object) {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': document.documentElement.lang,
  };
  const token = csrfToken();
  if (token && method !== 'GET') headers['X-CSRFToken'] = token;
  if (body) headers['Content-Type'] = 'application/json';
  const response = await globalThis.fetch(at(path), {
    method,
    headers,
    credentials: 'same-origin',
    ...(body ? { body: JSON.stringify(body) } : {}),
  });
  const type = response.headers.get('Content-Type') ?? '';
  return { response, body: (type.includes('json') ? await response.json() : {}) as AllauthBody };
}

/** Why signing in did not work, as a key of `session.refused`. */
export type Refused = 'wrong' | 'tooMany' | 'inactive' | 'server';
/** Why a code did not work: also the first half of signing in may lie too long back. */
export type CodeRefused = Refused | 'wrongCode' | 'codeOver';
/** The password was right; the account has a second factor as well. */
export type WantsCode = 'code';

const reason = (status: number, code: string | undefined): Refused => {
  if (status === 429 || code === 'too_many_login_attempts') return 'tooMany';
  if (code === 'account_inactive' || code === 'inactive') return 'inactive';
  return status >= 500 ? 'server' : 'wrong';
};

const wantsCode = ({ data }: AllauthBody) =>
  data?.flows?.some(({ id, is_pending }) => id === 'mfa_authenticate' && is_pending) ?? false;

/** Signs in, or says what is missing or wrong. Throws when there is no answer at all. */
export async function signIn(username: string, password: string): Promise<Refused | WantsCode | undefined> {
  if (!csrfToken()) await call('GET', 'auth/session'); // sets the cookie; 401 is the expected answer
  let answer = await call('POST', 'auth/login', { username, password });
  if (answer.response.status === 409) {
    // Another account is still signed in here: the person at the keyboard is the one who counts.
    await signOutAtServer();
    answer = await call('POST', 'auth/login', { username, password });
  }
  const { response, body } = answer;
  if (response.status === 401 && wantsCode(body)) return 'code';
  return response.ok ? undefined : reason(response.status, body.errors?.[0]?.code);
}

/** The person at the keyboard proves once more who they are; or says why that did not work. */
export async function confirmPassword(password: string): Promise<Refused | undefined> {
  const { response, body } = await call('POST', 'auth/reauthenticate', { password });
  return response.ok ? undefined : reason(response.status, body.errors?.[0]?.code);
}

/** The same with a code from the phone, or from the sheet of recovery codes. */
export async function confirmCode(code: string): Promise<Refused | 'wrongCode' | undefined> {
  const { response, body } = await call('POST', 'auth/2fa/reauthenticate', { code: code.replace(/\s/g, '') });
  if (response.ok) return undefined;
  const why = reason(response.status, body.errors?.[0]?.code);
  return why === 'wrong' ? 'wrongCode' : why;
}

/** The second half of signing in: a code from the phone, or one from the sheet of recovery codes. */
export async function giveCode(code: string): Promise<CodeRefused | undefined> {
  const { response, body } = await call('POST', 'auth/2fa/authenticate', { code: code.replace(/\s/g, '') });
  if (response.ok) return undefined;
  if (response.status === 401) return 'codeOver'; // the first half lies too long back
  const why = reason(response.status, body.errors?.[0]?.code);
  return why === 'wrong' ? 'wrongCode' : why;
}

/** 401 is allauth's way of saying "signed out". */
export async function signOutAtServer() {
  if (!csrfToken()) await call('GET', 'auth/session');
  const { response } = await call('DELETE', 'auth/session');
  if (!response.ok && response.status !== 401) throw new ApiError(response.status);
}
