import { readFile } from 'node:fs/promises';
import { convertCssVariables, DEFAULT_THEME, defaultCssVariablesResolver, mergeMantineTheme } from '@mantine/core';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { defineConfig } from 'vitest/config';
import { doorstep, filesOf } from './scripts/doorstep.mjs';
import { cssVariables, theme } from './src/app/theme.ts';

/** Mantine's own palette, which nothing here uses: thirteen colours of variables that a phone need not fetch. */
const unused = /^--mantine-color-(blue|cyan|dark|grape|green|indigo|lime|orange|pink|teal|violet|yellow)-/;

/**
 * Mantine writes its theme into a <style> element at run time, which our content policy (style-src 'self') refuses.
 * The same sheet is made here, at build time, and served as a file: `import 'virtual:theme.css'`.
 */
function themeSheet(): Plugin {
  const id = 'virtual:theme.css';
  return {
    name: 'theme-sheet',
    resolveId: (source) => (source === id ? `\0${id}` : undefined),
    load(resolved) {
      if (resolved !== `\0${id}`) return;
      const merged = mergeMantineTheme(DEFAULT_THEME, theme);
      const full = defaultCssVariablesResolver(merged);
      const own = cssVariables(merged);
      const used = (part: 'variables' | 'light') =>
        Object.fromEntries(Object.entries({ ...full[part], ...own[part] }).filter(([name]) => !unused.test(name)));
      return convertCssVariables(
        { variables: { ...used('variables'), ...used('light') }, light: {}, dark: {} },
        ':root',
      );
    },
  };
}

const outDir = 'dist';
const server = 'http://127.0.0.1:8000';

export default defineConfig({
  plugins: [
    react(),
    themeSheet(),
    VitePWA({
      registerType: 'prompt',
      // The system keeps its own copy of the icons; the shell's cache need not.
      includeManifestIcons: false,
      manifest: {
        name: '沃土 · 德育与教师发展',
        short_name: '沃土',
        lang: 'zh-Hans',
        display: 'standalone',
        start_url: '/',
        theme_color: '#1f6f62',
        background_color: '#faf9f6',
        icons: [
          { src: 'icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
          { src: 'icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any maskable' },
          { src: 'icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
        ],
      },
      workbox: {
        globPatterns: ['**/*.{js,css,html,svg}'],
        // What works at a doorstep lies there beforehand; the rest is fetched when it is opened, and kept from then on.
        manifestTransforms: [
          async (entries) => {
            const built = JSON.parse(await readFile(`${outDir}/.vite/manifest.json`, 'utf8'));
            const files = filesOf(built, doorstep);
            return {
              manifest: entries.filter(({ url }) => !url.startsWith('assets/') || files.has(url)),
              warnings: [],
            };
          },
        ],
        navigateFallback: '/index.html',
        navigateFallbackDenylist: [/^\/api\//, /^\/_allauth\//, /^\/health\//, /^\/static\//],
        runtimeCaching: [
          {
            urlPattern: /\/assets\/.*\.(js|css)$/,
            handler: 'CacheFirst',
            options: { cacheName: 'on-demand', expiration: { maxEntries: 60 } },
          },
        ],
      },
    }),
  ],
  resolve: { tsconfigPaths: true },
  build: {
    target: ['chrome111', 'safari16.4'],
    outDir,
    manifest: true,
    // ECharts, tree-shaken, on the dashboard alone; scripts/budget.mjs is the gate.
    chunkSizeWarningLimit: 560,
    // A data: URI would be one more thing for the content policy to allow.
    assetsInlineLimit: 0,
    rolldownOptions: {
      output: {
        chunkFileNames: ({ facadeModuleId }) =>
          facadeModuleId?.includes('/locales/en/') ? 'assets/en-[name]-[hash].js' : 'assets/[name]-[hash].js',
        codeSplitting: {
          groups: [
            {
              name: 'framework',
              test: /node_modules[\\/](react|react-dom|scheduler|@tanstack|i18next|react-i18next|idb|openapi-fetch|valibot)[\\/]/,
            },
          ],
        },
      },
    },
  },
  server: { proxy: { '/api': server, '/_allauth': server, '/health': server } },
  test: {
    environment: 'happy-dom',
    setupFiles: ['src/testing/setup.ts'],
    include: ['src/**/*.test.{ts,tsx}'],
    css: false,
    testTimeout: 30_000,
    maxWorkers: 2,
  },
});
