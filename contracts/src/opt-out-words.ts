// Words that stop us when they are a whole message. Always in force, in every workspace: its settings add words of its own
// and take none of these away. The English ones include every word the FCC's rule on revocation names.
export const optOutWords = {
  en: [
    'stop', 'stop all', 'stopall', 'stop it', 'stop this', 'just stop', 'unsubscribe', 'unsub', 'quit', 'end', 'revoke',
    'opt out', 'optout', 'cancel', 'remove me',
  ],
  es: ['baja', 'darse de baja', 'darme de baja', 'alto', 'parar', 'para ya', 'cancelar', 'no más mensajes', 'no mas mensajes'],
  zh: ['退订', '退訂', 'td', '停止', '取消', '取消订阅', '取消訂閱', '不要再发', '别再发了'],
  bn: [
    'বন্ধ', 'বন্ধ করুন', 'বন্ধ কর', 'বন্ধ করো', 'বন্ধ করেন', 'থামুন', 'থামান', 'থামো', 'না, আর পাঠাবেন না', 'আর পাঠাবেন না', 'স্টপ', 'আনসাবস্ক্রাইব',
    'bondho', 'bondho korun', 'bondho koren', 'bondho koro', 'ar pathaben na',
  ],
  hi: ['बंद', 'बंद करो', 'बंद करें', 'बंद कीजिए', 'रोको', 'रोकें', 'स्टॉप'],
  ur: ['بند', 'بند کرو', 'بند کریں', 'روکو', 'روکیں'],
  ar: ['توقف', 'إيقاف', 'ايقاف', 'أوقف', 'اوقف', 'إلغاء', 'الغاء', 'إلغاء الاشتراك', 'الغاء الاشتراك'],
} as const satisfies Record<string, readonly string[]>; // prettier-ignore
