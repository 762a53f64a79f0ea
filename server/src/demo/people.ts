// The demo's invented people: deterministic, so that every installation shows the same ones. Numbers are from ranges
// regulators keep free for fiction where they exist; the simulators are the only network that will ever see them.
export type DemoPerson = {
  phone_number: string;
  first_name: string;
  last_name: string;
  email: string;
  country: string;
  language: string;
  time_zone: string;
  demographics: { age: number; location: string; interests: string[] };
  asset_class_interests: string[];
  lead_score: number;
  consents: ('whatsapp' | 'telegram' | 'signal' | 'imessage')[];
};

const places = [
  {
    country: 'BD',
    zone: 'Asia/Dhaka',
    language: 'bn',
    cities: ['Dhaka', 'Chattogram', 'Sylhet', 'Khulna'],
    prefix: '+88017',
    digits: 8,
  },
  {
    country: 'GB',
    zone: 'Europe/London',
    language: 'en',
    cities: ['London', 'Manchester', 'Edinburgh'],
    prefix: '+447700900',
    digits: 3,
  },
  {
    country: 'AE',
    zone: 'Asia/Dubai',
    language: 'ar',
    cities: ['Dubai', 'Abu Dhabi'],
    prefix: '+97150',
    digits: 7,
  },
  { country: 'SG', zone: 'Asia/Singapore', language: 'zh', cities: ['Singapore'], prefix: '+658', digits: 7 },
  {
    country: 'IN',
    zone: 'Asia/Kolkata',
    language: 'en',
    cities: ['Kolkata', 'Mumbai', 'Bengaluru'],
    prefix: '+9198',
    digits: 8,
  },
  {
    country: 'ES',
    zone: 'Europe/Madrid',
    language: 'es',
    cities: ['Madrid', 'Barcelona', 'Valencia'],
    prefix: '+346',
    digits: 8,
  },
] as const;

const firstNames = {
  bn: [
    'Rahim',
    'Nusrat',
    'Tanvir',
    'Farzana',
    'Imran',
    'Sadia',
    'Arif',
    'Rumana',
    'Mahmud',
    'Tasnim',
    'Shakib',
    'Nabila',
  ],
  en: [
    'Oliver',
    'Amelia',
    'Omar',
    'Priya',
    'Daniel',
    'Layla',
    'Sofia',
    'James',
    'Aisha',
    'Wei',
    'Rohan',
    'Hannah',
  ],
} as const;
const lastNames = {
  bn: ['Chowdhury', 'Rahman', 'Akter', 'Hossain', 'Khatun', 'Islam', 'Sarker', 'Ahmed', 'Begum', 'Miah'],
  en: ['Taylor', 'Khan', 'Sharma', 'Evans', 'Al-Mansoori', 'Tan', 'Patel', 'Walker', 'Lim', 'Das'],
} as const;
const interests = [
  'football',
  'cricket',
  'travel',
  'art',
  'technology',
  'philanthropy',
  'sailing',
  'education',
] as const;
const assets = ['equities', 'bonds', 'real estate', 'funds', 'gold', 'sukuk', 'private equity'] as const;

/** Stable pseudo-random numbers in [0, 1). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export function demoPeople(count: number): DemoPerson[] {
  const random = seededRandom(20_261_121);
  const pick = <T>(items: readonly T[]): T => items[Math.floor(random() * items.length)] as T;
  const some = <T>(items: readonly T[], most: number): T[] =>
    [...items].sort(() => random() - 0.5).slice(0, 1 + Math.floor(random() * most));
  const seen = new Set<string>();
  const people: DemoPerson[] = [];
  while (people.length < count) {
    const place = random() < 0.45 ? places[0] : pick(places);
    const number = Math.floor(random() * 10 ** place.digits);
    const phone_number = `${place.prefix}${String(number).padStart(place.digits, '0')}`;
    if (seen.has(phone_number)) continue;
    seen.add(phone_number);
    const names = place.language === 'bn' ? 'bn' : 'en';
    const first_name = pick(firstNames[names]);
    const last_name = pick(lastNames[names]);
    people.push({
      phone_number,
      first_name,
      last_name,
      email: `${first_name}.${last_name}.${people.length + 1}@example.test`.toLowerCase(),
      country: place.country,
      language: place.language,
      time_zone: place.zone,
      demographics: {
        age: 24 + Math.floor(random() * 52),
        location: pick(place.cities),
        interests: some(interests, 3),
      },
      asset_class_interests: some(assets, 3),
      lead_score: Math.floor(random() ** 0.8 * 101),
      consents: consentsOf(random),
    });
  }
  return people;
}

// Nine in ten agreed to something, most to WhatsApp; the tenth shows what "no consent" looks like.
function consentsOf(random: () => number): DemoPerson['consents'] {
  if (random() < 0.1) return [];
  const consents: DemoPerson['consents'] = [];
  if (random() < 0.72) consents.push('whatsapp');
  if (random() < 0.35) consents.push('telegram');
  if (random() < 0.3) consents.push('signal');
  if (random() < 0.25) consents.push('imessage');
  return consents.length > 0 ? consents : ['whatsapp'];
}
