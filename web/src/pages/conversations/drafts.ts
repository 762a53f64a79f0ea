// What was typed and not yet sent, by conversation: it survives a reload, another conversation and the end of a session.
const prefix = 'sampark.answer.';

export function readDraft(id: string): string {
  try {
    return localStorage.getItem(prefix + id) ?? '';
  } catch {
    return '';
  }
}

export function keepDraft(id: string, text: string): void {
  try {
    if (text) localStorage.setItem(prefix + id, text);
    else localStorage.removeItem(prefix + id);
  } catch {
    // Storage may be blocked; the text then lives as long as the page.
  }
}

export function forgetDraft(id: string): void {
  keepDraft(id, '');
}
