// What people write back: short, ordinary, none of it an opt-out.

const ENGLISH = [
  'Thanks, got it.',
  'Can you call me tomorrow?',
  'How much would that cost?',
  'Yes please',
  'Not today, maybe next week',
  'Who is this?',
  'Okay 👍',
  'Sounds good, send me the details',
  'I am travelling, back on Sunday',
  'What documents do you need?',
] as const;

const BENGALI = [
  'ধন্যবাদ, পেয়েছি।',
  'কালকে ফোন দিবেন?',
  'খরচ কত পড়বে?',
  'জি, হ্যাঁ',
  'আজ না, সামনের সপ্তাহে',
  'আপনি কে বলছেন?',
  'ঠিক আছে 👍',
  'বিস্তারিত পাঠান',
  'শুক্রবার সকালে আসতে পারবেন?',
  'কী কী কাগজ লাগবে?',
] as const;

export function replyLine(language: 'bn' | 'en', chance: number): string {
  const lines = language === 'bn' ? BENGALI : ENGLISH;
  return lines[Math.floor(chance * lines.length)] as string;
}

export function stopWord(language: 'bn' | 'en'): string {
  return language === 'bn' ? 'বন্ধ' : 'STOP';
}
