/** Turkish for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Numara değişti',
  newNumber: (card) => `${card} yerine yeni kart`,
  takesOver: (card) => `${card} kartının yerini alır; eski kart sonra kaldırılır.`,
  goesOn: (merchant) =>
    `${merchant} eski karttan ücret alabilir. Yeni kartla sürecek olanları işaretleyin; işaretlemedikleriniz sona erer.`,
  endsWithCard: 'Bu, başka bir kartla süremez ve sona erer:',
  agreementsFailed: 'Bu kart için kararlaştırılanlar yüklenemedi.',
  replaceCard: 'Kartı değiştir',
  replaceDeclined: (card) => `Yeni kart reddedildi. ${card} olduğu gibi kalır.`,
  notReplaced: (card) => `${card} değiştirilemedi. Lütfen yeniden deneyin.`,
  cardUpdated: (card) => `${card} güncellendi`,
  cardReplaced: (card) => `${card} ile ödeyebilirsiniz`,

  sharedTitle: 'Kayıtlı kartlarınız burada gizlendi',
  sharedText: (merchant) =>
    `Bu tarayıcıda onlardan hiçbir şey kalmaz. ${merchant} diğer cihazlarınız için saklamayı sürdürür.`,
  sharedPending: 'Mağazaya henüz bildirilemedi. Bağlantı gelene kadar bu sayfayı açık tutun.',
  stopEverywhere: 'Hiçbir yerde gösterme',
  stoppedEverywhere: 'Kartlarınız artık hiçbir ödeme sayfasında gösterilmiyor.',
  notStopped: 'Her yerde gizlenemedi. Bunu kayıtlı kartlarınızdan yapabilirsiniz.',

  closing: (time) =>
    `Bu ödeme sayfası saat ${time} itibarıyla kapanır. Önce ödeyin ya da yeniden başlayın.`,
  renewing: 'Bir dakika: ödeme sayfası yenileniyor. Girdikleriniz kalır.',
  renewed: 'Ödeme sayfası yenilendi. Tutarı kontrol edip ödeyin.',

  endsEarly: 'Bu kartın süresi izinden önce doluyor.',
  nameBackup: 'Yedek kart belirle',
  changeBackup: 'Yedek kartı değiştir',
  backupLegend: (card) => `${card} süresi dolunca hangi kart devreye girsin?`,
  backupIs: (card) => `Yedek: ${card}`,
  standsInFor: (card, date) => `${card} için yedek, ${date} tarihinden itibaren`,
  noBackup: 'Bu izin başka bir kartla süremez.',
  nowBackup: (card) => `${card} için yedek belirlendi`,
  notBackup: 'Yedek belirlenemedi. Lütfen yeniden deneyin.',
};
