/** Made by the themeSheet plugin of vite.config.ts. */
declare module 'virtual:theme.css';
