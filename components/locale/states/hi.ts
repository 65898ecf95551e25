/** Hindi for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'नंबर बदल गया है',
  newNumber: (card) => `${card} की जगह नया कार्ड`,
  takesOver: (card) => `यह ${card} की जगह लेता है, जिसे फिर हटा दिया जाता है।`,
  goesOn: (merchant) =>
    `${merchant} पुराने कार्ड से पैसे ले सकता है। जो नए कार्ड के साथ जारी रहे उस पर निशान लगाएँ; बाक़ी समाप्त होगा।`,
  endsWithCard: 'यह दूसरे कार्ड के साथ जारी नहीं रह सकता और समाप्त होता है:',
  agreementsFailed: 'इस कार्ड के लिए जो तय हुआ था वह लोड नहीं हो सका।',
  replaceCard: 'कार्ड बदलें',
  replaceDeclined: (card) => `नया कार्ड अस्वीकार हुआ। ${card} जैसा है वैसा ही रहता है।`,
  notReplaced: (card) => `${card} बदला नहीं जा सका। कृपया फिर कोशिश करें।`,
  cardUpdated: (card) => `${card} अपडेट हुआ`,
  cardReplaced: (card) => `${card} से भुगतान कर सकते हैं`,

  sharedTitle: 'आपके सहेजे हुए कार्ड यहाँ छिपे हैं',
  sharedText: (merchant) =>
    `इस ब्राउज़र में उनका कुछ नहीं रहता। ${merchant} उन्हें आपके दूसरे डिवाइस के लिए रखता है।`,
  sharedPending: 'दुकान को अभी बताया नहीं जा सका। कनेक्शन आने तक यह पेज खुला रखें।',
  stopEverywhere: 'कहीं भी न दिखाएँ',
  stoppedEverywhere: 'आपके कार्ड अब किसी भी भुगतान में नहीं दिखते।',
  notStopped: 'उन्हें हर जगह नहीं छिपाया जा सका। आप यह अपने सहेजे हुए कार्ड में कर सकते हैं।',

  closing: (time) => `यह भुगतान पेज ${time} पर बंद होगा। उससे पहले चुकाएँ या फिर से शुरू करें।`,
  renewing: 'एक पल: भुगतान पेज नया हो रहा है। आपने जो भरा है वह रहेगा।',
  renewed: 'भुगतान पेज नया हो गया। राशि जाँचें और चुकाएँ।',

  endsEarly: 'यह कार्ड इस अनुमति से पहले समाप्त होता है।',
  nameBackup: 'वैकल्पिक कार्ड चुनें',
  changeBackup: 'वैकल्पिक कार्ड बदलें',
  backupLegend: (card) => `${card} समाप्त होने पर कौन-सा कार्ड काम आए?`,
  backupIs: (card) => `वैकल्पिक: ${card}`,
  standsInFor: (card, date) => `${card} का वैकल्पिक कार्ड, ${date} से`,
  noBackup: 'यह अनुमति दूसरे कार्ड के साथ जारी नहीं रह सकती।',
  nowBackup: (card) => `${card} का वैकल्पिक कार्ड चुना गया`,
  notBackup: 'वैकल्पिक कार्ड नहीं चुना जा सका। कृपया फिर कोशिश करें।',
};
