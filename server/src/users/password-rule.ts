// Length over variety (NIST SP 800-63B): at least 12 characters, none that is known from breaches or built on one, and nothing that
// names the product or its person. Judged here, without asking anybody: the list comes with the program (49,000 passwords of
// breaches, most used first), and what people make of them (turned round, doubled, with digits after it or for letters, rows
// of a keyboard) is tried as an attacker would.
import type { ZxcvbnFactory } from '@zxcvbn-ts/core';
import { Problem } from '../http/problem.ts';

const fewest = 12;
/** Fewer guesses than that are made in an afternoon against a stolen hash, however slow it is. */
const fewestGuesses = 1e8;
/** A beginning as strong as this is enough, and a long text would take long to try. */
const mostTried = 64;
const ours = ['sampark', 'sampark-demo', 'administrator', 'bangladesh', 'dhaka', 'whatsapp', 'telegram', 'imessage']; // prettier-ignore

let tries: Promise<ZxcvbnFactory> | undefined;

/** Loaded when the first password is chosen: nobody else needs two megabytes of them. */
async function load(): Promise<ZxcvbnFactory> {
  const [{ ZxcvbnFactory: Factory }, common] = await Promise.all([
    import('@zxcvbn-ts/core'),
    import('@zxcvbn-ts/language-common'),
  ]);
  return new Factory({ dictionary: common.dictionary, graphs: common.adjacencyGraphs });
}

/** Undefined when the password may be used; otherwise why not. */
export async function passwordFault(password: string, email: string): Promise<string | undefined> {
  if ([...password].length < fewest) return `It has fewer than ${fewest} characters.`;
  const plain = password.normalize('NFKC');
  const name = email.split('@')[0]?.toLowerCase() ?? '';
  if (name.length >= 4 && plain.toLowerCase().includes(name))
    return 'It contains the name of your e-mail address.';
  const tried = [...plain].slice(0, mostTried).join('');
  const { guesses, sequence } = (await (tries ??= load())).check(tried, [
    ...ours,
    ...name.split(/[^\p{L}]+/u),
  ]);
  if (guesses >= fewestGuesses) return undefined;
  const [first] = sequence;
  if (sequence.length === 1 && first?.pattern === 'repeat') return 'It repeats the same few characters.';
  if (sequence.length === 1 && first?.pattern === 'sequence') return 'It is a plain sequence.';
  if (sequence.length === 1 && first?.pattern === 'dictionary')
    return 'It is one of the most used passwords, known from breaches.';
  return 'It is built on a much used password or pattern, so that it is among the first to be tried.';
}

/** Throws `weak_password`. */
export async function requireGoodPassword(password: string, email: string, field: string): Promise<void> {
  const fault = await passwordFault(password, email);
  if (fault !== undefined) throw new Problem('weak_password', { detail: fault, field });
}
