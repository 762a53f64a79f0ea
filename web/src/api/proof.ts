// The server asks once more who is there. Whoever was refused waits here until the window (shell/proof-asked.tsx) has an answer.
type Answer = (proved: boolean) => void;

let waiting: Answer[] = [];
const listeners = new Set<() => void>();

/** True once the person has shown the password; false when they would rather not. */
export function askForProof(): Promise<boolean> {
  return new Promise((resolve) => {
    waiting = [...waiting, resolve];
    for (const listener of listeners) listener();
  });
}

export function proofIsAsked(): boolean {
  return waiting.length > 0;
}

export function answerProof(proved: boolean): void {
  const answers = waiting;
  waiting = [];
  for (const listener of listeners) listener();
  for (const answer of answers) answer(proved);
}

export function onProofAsked(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
