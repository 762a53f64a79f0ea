// Emoji that belong into a letter to a client, found by English and Bengali words. Drawn by the reader's own device.
// The first word of each language is the name.

export type Emoji = { sign: string; en: readonly string[]; bn: readonly string[] };

const list = `
👋 wave hello hi|হাত-নাড়া শুভেচ্ছা হ্যালো
🙏 thanks please namaste|ধন্যবাদ অনুরোধ নমস্কার
😊 smile happy kind|হাসি খুশি
🙂 slight-smile fine|মৃদু-হাসি
😀 grin joy happy|আনন্দ হাসি
😄 laugh happy|হাসিমুখ খুশি
😉 wink|চোখ-টেপা
😍 love-eyes wonderful|মুগ্ধ ভালোবাসা
🤗 hug warm|আলিঙ্গন
🤔 thinking question|ভাবনা প্রশ্ন
😅 relief phew|স্বস্তি
😌 calm peace|শান্ত
😎 cool sunglasses|দারুণ চশমা
🥳 party celebrate birthday|উৎসব জন্মদিন
😇 angel good|ভালো দেবদূত
😢 sad sorry|দুঃখ
😔 pensive sorry|বিষণ্ণ দুঃখিত
😮 surprised wow|অবাক
😴 sleep night|ঘুম রাত
🤝 handshake agreement deal|করমর্দন চুক্তি
👍 thumbs-up yes good ok|ঠিক-আছে হ্যাঁ ভালো
👎 thumbs-down no|না
👌 ok perfect|নিখুঁত ঠিক
👏 applause bravo congratulations|হাততালি অভিনন্দন
🙌 hooray hands|জয় হাত
💪 strong effort|শক্তি চেষ্টা
✌️ victory peace|বিজয় শান্তি
🤞 fingers-crossed luck|শুভকামনা ভাগ্য
👉 point-right here|এদিকে দেখুন
👇 point-down below|নিচে
☝️ point-up attention|মনোযোগ উপরে
✍️ writing sign|লেখা সই
👨‍👩‍👧 family child|পরিবার সন্তান
👶 baby|শিশু
👵 grandmother old|দাদি নানি
👴 grandfather old|দাদা নানা
🧑‍💼 adviser office work|উপদেষ্টা অফিস
🧕 headscarf woman|নারী
❤️ heart love|হৃদয় ভালোবাসা
💚 green-heart|সবুজ-হৃদয়
💙 blue-heart|নীল-হৃদয়
💛 yellow-heart|হলুদ-হৃদয়
🌟 star shining best|তারা সেরা
⭐ star|তারা
✨ sparkles new|ঝলক নতুন
🔥 fire hot popular|আগুন জনপ্রিয়
💯 hundred perfect|একশ নিখুঁত
🎉 celebration party congratulations|উদযাপন অভিনন্দন
🎊 confetti celebration|উৎসব
🎁 gift present|উপহার
🎂 cake birthday|কেক জন্মদিন
🎈 balloon party|বেলুন
🏆 trophy winner|পুরস্কার বিজয়ী
🥇 first gold medal|প্রথম সোনা পদক
🌙 moon ramadan eid|চাঁদ রমজান ঈদ
☪️ crescent islam|ইসলাম
🕌 mosque|মসজিদ
🪔 lamp diwali puja|প্রদীপ দীপাবলি পূজা
🛕 temple|মন্দির
🎄 christmas tree|বড়দিন
🐉 dragon new-year|ড্রাগন নববর্ষ
🧧 red-envelope new-year|লাল-খাম নববর্ষ
🌸 blossom spring flower|ফুল বসন্ত
🌹 rose flower|গোলাপ ফুল
💐 bouquet flowers|ফুলের-তোড়া
🌻 sunflower|সূর্যমুখী
🌱 seedling growth start|চারা বৃদ্ধি
🌳 tree long-term|গাছ দীর্ঘমেয়াদ
☀️ sun good-morning|সূর্য সুপ্রভাত
🌈 rainbow hope|রংধনু আশা
🌧️ rain|বৃষ্টি
❄️ snow winter|তুষার শীত
🌍 world earth|পৃথিবী বিশ্ব
💰 money savings|টাকা সঞ্চয়
💵 cash dollar|নগদ ডলার
💶 euro|ইউরো
💷 pound|পাউন্ড
💳 card payment|কার্ড পরিশোধ
🪙 coin|মুদ্রা
🏦 bank|ব্যাংক
💎 diamond value|হীরা মূল্যবান
📈 chart-up growth profit|ঊর্ধ্বমুখী বৃদ্ধি লাভ
📉 chart-down loss|নিম্নমুখী ক্ষতি
📊 chart portfolio report|চার্ট পোর্টফোলিও প্রতিবেদন
🧮 abacus count|হিসাব
⚖️ balance law|ভারসাম্য আইন
🛡️ shield protection insurance|সুরক্ষা বীমা
🏠 home house property|বাড়ি ঘর সম্পত্তি
🏢 office building|অফিস ভবন
🏗️ construction|নির্মাণ
🎓 graduation education|শিক্ষা স্নাতক
💼 briefcase business|ব্যবসা ব্যাগ
📅 calendar date appointment|ক্যালেন্ডার তারিখ
🗓️ schedule meeting|সময়সূচি সভা
⏰ alarm reminder time|মনে-করানো সময়
⏳ hourglass soon|অপেক্ষা শীঘ্রই
🕘 clock time|ঘড়ি সময়
🔔 bell notice|ঘণ্টা বিজ্ঞপ্তি
📣 announcement news|ঘোষণা খবর
📰 newspaper news|সংবাদপত্র খবর
📞 phone call|ফোন কল
☎️ telephone call|টেলিফোন
📱 mobile phone|মোবাইল
💬 message chat talk|বার্তা আলাপ
✉️ letter mail|চিঠি ডাক
📧 e-mail|ই-মেইল
📎 attachment paperclip|সংযুক্তি
📄 document statement|নথি বিবরণী
📝 note form sign|নোট ফর্ম
📌 pin important|পিন জরুরি
📍 place location|স্থান ঠিকানা
🔗 link|লিংক
🔑 key access|চাবি
🔒 lock secure private|তালা নিরাপদ গোপন
🔍 search look|খোঁজ
💡 idea tip|ধারণা পরামর্শ
❓ question|প্রশ্ন
❗ exclamation important|জরুরি
⚠️ warning risk|সতর্কতা ঝুঁকি
✅ check done yes|সম্পন্ন হ্যাঁ
☑️ tick done|টিক
❌ cross no|না বাতিল
➡️ arrow-right next|পরের
⬆️ arrow-up rise|উপরে বাড়া
⬇️ arrow-down fall|নিচে কমা
🔄 renew refresh|নবায়ন
🆕 new|নতুন
🚀 rocket launch start|রকেট শুরু
🎯 target goal|লক্ষ্য
🧭 compass direction|কম্পাস দিক
🗺️ map plan|মানচিত্র পরিকল্পনা
✈️ plane travel|বিমান ভ্রমণ
🚗 car|গাড়ি
🚢 ship|জাহাজ
☕ coffee tea meeting|কফি চা
🍵 tea|চা
🍽️ dinner meal|খাবার
🥭 mango summer|আম গ্রীষ্ম
🏏 cricket|ক্রিকেট
⚽ football|ফুটবল
🎵 music|সংগীত
🇧🇩 Bangladesh flag|বাংলাদেশ পতাকা
🇬🇧 Britain flag|যুক্তরাজ্য পতাকা
🇺🇸 America flag|যুক্তরাষ্ট্র পতাকা
🇦🇪 Emirates flag|আমিরাত পতাকা
🇸🇬 Singapore flag|সিঙ্গাপুর পতাকা
🇮🇳 India flag|ভারত পতাকা
🇪🇸 Spain flag|স্পেন পতাকা
🇨🇳 China flag|চীন পতাকা
🇪🇬 Egypt flag|মিশর পতাকা
`;

export const emojis: readonly Emoji[] = list
  .trim()
  .split('\n')
  .map((line) => {
    const [english = '', bengali = ''] = line.split('|');
    const [sign = '', ...en] = english.split(' ');
    return { sign, en, bn: bengali.split(' ') };
  });

/** Those one of whose words starts with each typed word; all where nothing is typed. */
export function findEmoji(typed: string): readonly Emoji[] {
  const wanted = typed.toLowerCase().split(/\s+/).filter(Boolean);
  return emojis.filter(({ sign, en, bn }) => {
    const words = [...en, ...bn]
      .flatMap((word) => [word, ...word.split('-')])
      .map((word) => word.toLowerCase());
    return wanted.every((one) => one === sign || words.some((word) => word.startsWith(one)));
  });
}
