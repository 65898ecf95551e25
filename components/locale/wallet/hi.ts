/** Hindi for the wallet. */
import { plan } from '../plan/hi.ts';
import type { WalletMessages } from './en.ts';

const per = { day: 'प्रति दिन', week: 'प्रति सप्ताह', month: 'प्रति माह', year: 'प्रति वर्ष' };

export const wallet: WalletMessages = {
  heading: 'आपके कार्ड',
  intro: (merchant) =>
    `${merchant} आपके लिए ये कार्ड रखता है। कार्ड दिखाना और बाद में उससे पैसे लेना दो अलग अनुमतियाँ हैं; आप किसी को भी कभी भी वापस ले सकते हैं।`,
  aboutDefault: 'सदस्यताएँ आपके डिफ़ॉल्ट कार्ड से शुरू होती हैं।',
  loading: 'आपके कार्ड लोड हो रहे हैं',
  emptyTitle: 'कोई सहेजा हुआ कार्ड नहीं',
  emptyText: (merchant) =>
    `${merchant} आपका कोई कार्ड नहीं रखता। भुगतान करते समय आप कार्ड रखने की अनुमति दे सकते हैं; तब वह यहाँ दिखेगा।`,
  expiredTitle: 'यह पेज समाप्त हो गया है',
  expiredText: 'आपके कार्ड की सुरक्षा के लिए यह आधे घंटे खुला रहता है। आगे बढ़ने के लिए इसे फिर खोलें।',
  unusableTitle: 'आपके कार्ड नहीं दिखाए जा सकते',
  unusableText: 'दुकान पर लौटकर यह पेज फिर खोलें या दुकान से मदद लें।',
  loadFailedTitle: 'आपके कार्ड लोड नहीं हो सके',
  help: (merchant) => `${merchant} से मदद लें`,

  shownTitle: 'भुगतान के समय दिखता है',
  shownYes: (date) => `हाँ, ${date} से`,
  shownYesUndated: 'हाँ',
  shownNo: 'नहीं। भुगतान करते समय यह कार्ड आपको नहीं दिखेगा।',
  stopShowing: 'दिखाना बंद करें',
  chargedTitle: (merchant) => `${merchant} पैसे ले सकता है`,
  chargedNo: (merchant) => `नहीं। ${merchant} आपके बिना इस कार्ड से पैसे नहीं ले सकता।`,
  chargedYes: (date) => `हाँ, ${date} से`,
  chargedPending: 'अभी नहीं। यह अनुमति आपके बैंक का इंतज़ार कर रही है।',
  revoke: 'अनुमति वापस लें',
  forWhat: 'किसके लिए',
  upTo: 'अधिकतम',
  until: 'कब तक',
  soFar: 'अब तक',
  category: {
    recurring: 'नियमित भुगतान',
    installment: 'किस्तें',
    unscheduled: 'देय होने पर भुगतान',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `हर बार ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `हर अवधि में ${amount}`;
    return count === 1 ? `${per[interval]} ${amount}` : `${span} में ${amount}`;
  },
  charges: (count) => `${count} भुगतान`,
  noLimit: 'जितनी राशि देय हो; कोई और सीमा तय नहीं हुई',
  untilRevoked: 'जब तक आप वापस न लें',
  notCharged: 'अभी तक पैसे नहीं लिए गए',
  charged: (count, amount, lastDate) =>
    `${count} भुगतान${amount ? `, कुल ${amount}` : ''}${lastDate ? `, पिछला ${lastDate} को` : ''}`,

  words: 'आपने जो स्वीकार किया',
  noWords: (merchant) => `यह अनुमति ${merchant} ने दर्ज की। शब्द कहीं और तय हुए और यहाँ नहीं रखे गए।`,
  agreedOn: (date) => `${date} को स्वीकार किया`,
  openReceipt: 'रसीद खोलें',
  saveReceipt: 'हस्ताक्षरित रसीद सहेजें',
  receiptFailed: 'रसीद नहीं मिल सकी। कृपया फिर कोशिश करें।',

  paysFor: (what) => `${what} का भुगतान करता है`,
  useAsDefault: 'डिफ़ॉल्ट बनाएँ',
  updateCard: 'कार्ड अपडेट करें',
  expiryDate: 'समाप्ति तिथि',
  expiryHint: 'कार्ड पर लिखे महीना और साल, जैसे 09/2031',
  expiryMalformed: 'महीना और साल भरें, जैसे 09/2031।',
  expiryPast: 'यह तारीख़ बीत चुकी है। नए कार्ड की तारीख़ भरें।',
  expiryFar: 'यह तारीख़ बहुत आगे की है। साल जाँचें।',
  save: 'सहेजें',

  ends: (merchant) => `${merchant} अब इससे पैसे नहीं ले सकता। यह समाप्त होता है:`,
  moveLegend: 'इसकी जगह कौन-सा कार्ड लेगा?',
  moveChoose: 'पहले कोई कार्ड चुनें।',
  moveNone:
    'कोई और कार्ड इसकी जगह नहीं ले सकता। अगले भुगतान पर दूसरा कार्ड सहेजें या जो यह चुकाता है उसे रद्द करें; फिर इसे हटाएँ।',
  stopQuestion: (card) => `${card} दिखाना बंद करें?`,
  stopEffect: (merchant) => `भुगतान करते समय ${merchant} आपको यह कार्ड अब नहीं दिखाएगा।`,
  stopLeaves: (merchant) =>
    `${merchant} को पैसे लेने की जो अनुमति आपने दी है वह बनी रहती है। उसे आप अलग से वापस ले सकते हैं।`,
  revokeQuestion: (card) => `${card} से पैसे लेने की अनुमति वापस लें?`,
  revokeEffect: (merchant) =>
    `इस पल से ${merchant} ऐसा कोई नया भुगतान शुरू नहीं कर सकता। जो शुरू हो चुका है वह पूरा होगा।`,
  revokePaysFor: 'यह कार्ड इनका भुगतान करता है:',
  deletes: (merchant) =>
    `इस कार्ड को रखने का कोई और कारण नहीं बचा, इसलिए ${merchant} इसे मिटा देता है। फिर इस्तेमाल करने के लिए आपको इसे दोबारा भरना होगा।`,

  nowDefault: (card) => `${card} अब आपका डिफ़ॉल्ट है। सदस्यताएँ इसी से शुरू होती हैं।`,
  nowUpdated: (card) => `${card} अपडेट हुआ`,
  nowHidden: (card) => `${card} अब भुगतान के समय नहीं दिखता`,
  nowRevoked: (card) => `${card} से पैसे लेने की अनुमति वापस ली गई`,
  nowDeleted: (card) => `${card} मिटा दिया गया: उसे रखने की कोई अनुमति नहीं बची`,
  notDefault: (card) => `${card} को डिफ़ॉल्ट नहीं बनाया जा सका।`,
  notUpdated: (card) => `${card} अपडेट नहीं हो सका।`,
  notHidden: (card) => `${card} अब भी भुगतान के समय दिखता है: इसे बदला नहीं जा सका।`,
  notRevoked: (card) => `${card} से पैसे लेने की अनुमति वापस नहीं ली जा सकी।`,
  notRemoved: (card) => `${card} हटाया नहीं जा सका।`,
  inUse: (card, what) => `${card} की अभी ज़रूरत है: यह ${what} का भुगतान करता है।`,
  inUseUnnamed: (card) => `${card} की आने वाले भुगतान के लिए अभी ज़रूरत है।`,
  chooseOther: 'दूसरा कार्ड चुनें',
  again: 'कृपया फिर कोशिश करें।',
  againLater: 'बहुत ज़्यादा कोशिशें हुईं। एक मिनट रुककर फिर कोशिश करें।',
  lost: 'कनेक्शन टूट गया, इसलिए हमें नहीं पता कि यह हुआ या नहीं। अपना कनेक्शन जाँचें और फिर कोशिश करें।',
};
