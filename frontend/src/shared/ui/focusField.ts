/** Brings the first wrong field under the eyes and the keyboard. Fields are marked with data-field. */
export function focusField(name: string) {
  // After React has painted: a folded part opens in the same moment.
  requestAnimationFrame(() => {
    const field = document.querySelector<HTMLElement>(`[data-field="${CSS.escape(name)}"]`);
    field?.focus();
    field?.scrollIntoView({ block: 'center' });
  });
}
