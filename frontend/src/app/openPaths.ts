/** Addresses for those who are not signed in. */
export const isOpen = (path: string) => path === '/sign-in' || path === '/join';
