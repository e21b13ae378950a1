import './app/mantine.css';
import 'virtual:theme.css';
import './app/global.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { outboxKinds } from './app/outboxKinds';
import { Providers } from './app/Providers';
import { createAppRouter } from './app/router';
import { UpdatePrompt } from './app/UpdatePrompt';
import { initI18n } from './shared/i18n';
import { outbox } from './shared/offline/outbox';
import { signedInAs } from './shared/session/me';
import { listenToOtherTabs } from './shared/session/otherTabs';

await initI18n();
outbox.start(outboxKinds, signedInAs);
listenToOtherTabs();

createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <Providers>
      <RouterProvider router={createAppRouter()} />
      <UpdatePrompt />
    </Providers>
  </StrictMode>,
);
