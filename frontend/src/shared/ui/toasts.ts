export interface Toast {
  id: number;
  message: string;
  tone: 'done' | 'trouble';
}

const LIMIT = 2;
let last = 0;
let toasts: readonly Toast[] = [];
const listeners = new Set<() => void>();

function set(next: readonly Toast[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

export const dismiss = (id: number) => set(toasts.filter((toast) => toast.id !== id));

export function toast(message: string, tone: Toast['tone'], forMs: number) {
  last += 1;
  const id = last;
  set([...toasts, { id, message, tone }].slice(-LIMIT));
  setTimeout(() => dismiss(id), forMs);
}

export const toastStore = {
  snapshot: () => toasts,
  subscribe(listener: () => void) {
    listeners.add(listener);
    return () => void listeners.delete(listener);
  },
};
