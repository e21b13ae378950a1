export interface Toast {
  id: number;
  message: string;
  tone: 'done' | 'trouble';
  /** The one thing that can still be done about it. */
  act?: ToastAct | undefined;
}

export interface ToastAct {
  label: string;
  run: () => void;
}

const LIMIT = 2;
let last = 0;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export const dismiss = (id: number | undefined) => set(toasts.filter((toast) => toast.id !== id));

export function toast(message: string, tone: Toast['tone'], forMs: number, act?: ToastAct) {
  last += 1;
  const id = last;
  set([...toasts, { id, message, tone, act }].slice(-LIMIT));
  setTimeout(() => dismiss(id), forMs);
  return id;
}

export const toastStore = {
  snapshot: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
