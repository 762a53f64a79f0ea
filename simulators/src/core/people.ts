// The simulated people. Who has an account and whose receipts are on is fixed by (seed, address); what they do
// with one particular message is fixed by (seed, address, message).
import { pickIn, type Behaviour, type PeopleRates, type PersonOverride } from './behaviour.ts';
import { replyLine, stopWord } from './people-lines.ts';
import { chanceOf, stableUuid } from './random.ts';

const REGISTERED = 1;
const READS = 2;
const DELIVERED = 3;
const REACTS = 4;
const PRESSES = 5;
const DELIVERY_DELAY = 6;
const READ_DELAY = 7;
const REPLY_DELAY = 8;
const LINE = 9;
const NAME = 10;

export type Reaction = { kind: 'text'; text: string } | { kind: 'stop'; text: string } | { kind: 'press' };

/** What will happen to one message. Delays count from acceptance, already divided by `speed`. */
export interface Plan {
  delivered: boolean;
  deliverAfter: number;
  read: boolean;
  readAfter: number;
  reaction: Reaction | undefined;
  reactAfter: number;
}

const FIRST_NAMES = [
  'Rahim',
  'Karim',
  'Nusrat',
  'Farzana',
  'Tanvir',
  'Sadia',
  'Imran',
  'Mitu',
  'Arif',
  'Rumana',
];
const OTHER_NAMES = ['Alex', 'Maria', 'Omar', 'Priya', 'Daniel', 'Layla', 'Sofia', 'James', 'Aisha', 'Chen'];

export function isBengali(address: string): boolean {
  return address.startsWith('880') || address.startsWith('+880');
}

export class People {
  readonly #seed: number;
  readonly #behaviour: () => Behaviour;
  /** The settings that `#overridden` was said of; a change makes new ones. */
  #addresses: Behaviour['addresses'] | undefined;
  #overridden = false;
  /** Set by a platform that knows better than the number does (Telegram's language_code). */
  language: (address: string) => 'bn' | 'en' = (address) => (isBengali(address) ? 'bn' : 'en');

  constructor(seed: number, behaviour: () => Behaviour) {
    this.#seed = seed;
    this.#behaviour = behaviour;
  }

  isRegistered(address: string): boolean {
    return chanceOf(this.#seed, address, REGISTERED) < this.#rates(address).registered;
  }

  uuid(address: string): string {
    return stableUuid(this.#seed, address);
  }

  name(address: string): string {
    const names = isBengali(address) ? FIRST_NAMES : OTHER_NAMES;
    return names[Math.floor(chanceOf(this.#seed, address, NAME) * names.length)] as string;
  }

  /** The error every send to this address ends in, if one was set. */
  failure(address: string): string | number | undefined {
    return this.#override(address)?.fail;
  }

  /** `words`: what the message says, asked for only where that makes a difference. */
  plan(address: string, message: string, hasButtons: boolean, words = () => ''): Plan {
    const behaviour = this.#behaviour();
    const own = this.#rates(address);
    const said = ratesFor(behaviour.texts, words);
    const rates = said ? { ...own, ...said } : own;
    const subject = `${address}/${message}`;
    const chance = (question: number): number => chanceOf(this.#seed, subject, question);
    const fixed = behaviour.receipt_delay_ms;
    const deliverAfter = pickIn(fixed ?? rates.delivery_ms, chance(DELIVERY_DELAY)) / behaviour.speed;
    const readAfter = deliverAfter + pickIn(fixed ?? rates.read_ms, chance(READ_DELAY)) / behaviour.speed;
    const delivered = chance(DELIVERED) < rates.delivered;
    return {
      delivered,
      deliverAfter,
      // Whether read receipts are on is a habit of the person, not of the message.
      read: delivered && chanceOf(this.#seed, address, READS) < rates.read,
      readAfter,
      reaction: delivered ? this.#reaction(address, rates, chance, hasButtons) : undefined,
      reactAfter: deliverAfter + pickIn(rates.reply_ms, chance(REPLY_DELAY)) / behaviour.speed,
    };
  }

  #reaction(
    address: string,
    rates: PeopleRates,
    chance: (question: number) => number,
    hasButtons: boolean,
  ): Reaction | undefined {
    const roll = chance(REACTS);
    const language = this.language(address);
    if (roll < rates.opt_out) return { kind: 'stop', text: stopWord(language) };
    if (roll >= rates.opt_out + rates.reply) return undefined;
    if (hasButtons && chance(PRESSES) < rates.press_button) return { kind: 'press' };
    return { kind: 'text', text: replyLine(language, chance(LINE)) };
  }

  #rates(address: string): PeopleRates {
    const { people } = this.#behaviour();
    const own = this.#override(address);
    return own ? { ...people, ...own } : people;
  }

  /** Asked four times for each message, and nearly always nobody is different. */
  #override(address: string): PersonOverride | undefined {
    const { addresses } = this.#behaviour();
    if (addresses !== this.#addresses) {
      this.#addresses = addresses;
      this.#overridden = Object.keys(addresses).length > 0;
    }
    return this.#overridden ? addresses[address] : undefined;
  }
}

function ratesFor(texts: Behaviour['texts'], words: () => string): Partial<PeopleRates> | undefined {
  const known = Object.entries(texts);
  if (known.length === 0) return undefined;
  const said = words();
  return known.find(([text]) => said.includes(text))?.[1];
}
