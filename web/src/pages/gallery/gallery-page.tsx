import { PageHeader } from '../../ui/page-header.tsx';
import { Toasts } from '../../ui/toasts.tsx';
import { ActionSpecimens } from './action-specimens.tsx';
import { FieldSpecimens } from './field-specimens.tsx';
import { ListSpecimens } from './list-specimens.tsx';
import { MessageSpecimens } from './message-specimens.tsx';
import { OverlaySpecimens } from './overlay-specimens.tsx';
import { StatusSpecimens } from './status-specimens.tsx';

/** The living page of every component, light beside dark. English only: its readers build the dashboard. */
export function GalleryPage() {
  return (
    <main className="grid lg:grid-cols-2">
      {(['light', 'dark'] as const).map((theme) => (
        <div
          key={theme}
          data-theme={theme}
          className="grid min-w-0 content-start gap-6 bg-canvas p-6 text-text"
        >
          <PageHeader title={`Components, ${theme}`} note="Each in every state it can have." />
          <h2 className="text-xl font-semibold">Actions</h2>
          <ActionSpecimens />
          <h2 className="text-xl font-semibold">Fields</h2>
          <FieldSpecimens theme={theme} />
          <h2 className="text-xl font-semibold">Status and numbers</h2>
          <StatusSpecimens theme={theme} />
          <h2 className="text-xl font-semibold">Lists and their states</h2>
          <ListSpecimens theme={theme} />
          <h2 className="text-xl font-semibold">Messages</h2>
          <MessageSpecimens theme={theme} />
          <h2 className="text-xl font-semibold">Over the page</h2>
          <OverlaySpecimens />
        </div>
      ))}
      <Toasts />
    </main>
  );
}
