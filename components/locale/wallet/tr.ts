/** Turkish for the wallet. */
import { NAMES, plan } from '../plan/tr.ts';
import type { Category, WalletMessages } from './en.ts';

const CATEGORIES: Readonly<Record<Category, string>> = {
  recurring: 'Düzenli çekimler',
  installment: 'Taksitler',
  unscheduled: 'Vadesi geldikçe yapılan çekimler',
};

export const wallet: WalletMessages = {
  heading: 'Kartlarınız',
  intro: (merchant) =>
    `${merchant} bu kartları sizin için saklar. Kartı göstermek ve sonradan karttan ücret almak iki ayrı izindir; her birini dilediğiniz zaman geri alabilirsiniz.`,
  aboutDefault: 'Abonelikler varsayılan kartınızla başlar.',
  loading: 'Kartlarınız yükleniyor',
  emptyTitle: 'Kayıtlı kart yok',
  emptyText: (merchant) =>
    `${merchant} hiçbir kartınızı saklamıyor. Ödeme yaparken kartınızın saklanmasına izin verebilirsiniz; kart o zaman burada görünür.`,
  expiredTitle: 'Bu sayfanın süresi doldu',
  expiredText:
    'Kartlarınızı korumak için sayfa yarım saat açık kalır. Devam etmek için yeniden açın.',
  unusableTitle: 'Kartlarınız gösterilemiyor',
  unusableText: 'Mağazaya dönüp bu sayfayı yeniden açın ya da mağazadan yardım isteyin.',
  loadFailedTitle: 'Kartlarınız yüklenemedi',
  help: (merchant) => `Yardım alın: ${merchant}`,

  shownTitle: 'Ödeme sayfasında gösterilir',
  shownYes: (date) => `Evet, ${date} tarihinden beri`,
  shownYesUndated: 'Evet',
  shownNo: 'Hayır. Ödeme yaparken bu kartı görmezsiniz.',
  stopShowing: 'Göstermeyi durdur',
  chargedTitle: (merchant) => `Karttan ücret alabilir: ${merchant}`,
  chargedNo: (merchant) => `Hayır. ${merchant} siz olmadan bu karttan ücret alamaz.`,
  chargedYes: (date) => `Evet, ${date} tarihinden beri`,
  chargedPending: 'Henüz değil. Bu izin bankanızı bekliyor.',
  revoke: 'İzni geri al',
  forWhat: 'Ne için',
  upTo: 'En çok',
  until: 'Şu zamana kadar',
  soFar: 'Şimdiye kadar',
  category: CATEGORIES,
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `her seferinde ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `her dönemde ${amount}`;
    return count === 1 ? `${NAMES[interval]} başına ${amount}` : `${span} içinde ${amount}`;
  },
  charges: (count) => `${count} çekim`,
  noLimit: 'Ödenmesi gereken tutar; başka bir sınır kararlaştırılmadı',
  untilRevoked: 'Siz geri alana kadar',
  notCharged: 'Henüz ücret alınmadı',
  charged: (count, amount, lastDate) =>
    `${count} çekim${amount ? `, toplam ${amount}` : ''}${lastDate ? `, son: ${lastDate}` : ''}`,

  words: 'Kabul ettikleriniz',
  noWords: (merchant) =>
    `Bu izni ${merchant} kaydetti. Metin başka bir yerde kararlaştırıldı ve burada saklanmıyor.`,
  agreedOn: (date) => `Kabul tarihi: ${date}`,
  openReceipt: 'Makbuzu aç',
  saveReceipt: 'İmzalı makbuzu kaydet',
  receiptFailed: 'Makbuz alınamadı. Lütfen yeniden deneyin.',

  paysFor: (what) => `Bununla ödenen: ${what}`,
  useAsDefault: 'Varsayılan yap',
  updateCard: 'Kartı güncelle',
  expiryDate: 'Son kullanma tarihi',
  expiryHint: 'Karttaki gibi ay ve yıl, örneğin 09/2031',
  expiryMalformed: 'Ay ve yılı girin, örneğin 09/2031.',
  expiryPast: 'Bu tarih geçmiş. Yeni kartınızdaki tarihi girin.',
  expiryFar: 'Bu tarih çok ileride. Yılı kontrol edin.',
  save: 'Kaydet',

  ends: (merchant) => `${merchant} artık bu karttan ücret alamaz. Sona erenler:`,
  moveLegend: 'Yerine hangi kart geçsin?',
  moveChoose: 'Önce bir kart seçin.',
  moveNone:
    'Yerine geçebilecek başka kart yok. Bir sonraki ödemenizde başka bir kart kaydedin ya da bu kartla ödenenleri iptal edin; sonra bu kartı kaldırın.',
  stopQuestion: (card) => `${card} gösterilmesin mi?`,
  stopEffect: (merchant) => `${merchant} ödeme yaparken bu kartı artık size sunmaz.`,
  stopLeaves: (merchant) =>
    `${merchant} için verdiğiniz ücret alma izni olduğu gibi kalır. Onu ayrıca geri alabilirsiniz.`,
  revokeQuestion: (card) => `${card} kartından ücret alma izni geri alınsın mı?`,
  revokeEffect: (merchant) =>
    `Bu andan itibaren ${merchant} bu türden yeni bir çekim başlatamaz. Başlamış olan bir çekim tamamlanır.`,
  revokePaysFor: 'Bu kartla ödenenler:',
  deletes: (merchant) =>
    `Bu kartı saklamak için başka bir neden kalmadığından ${merchant} onu siler. Yeniden kullanmak için kartı yeniden girmeniz gerekir.`,

  nowDefault: (card) => `${card} artık varsayılan kartınız. Abonelikler onunla başlar.`,
  nowUpdated: (card) => `${card} güncellendi`,
  nowHidden: (card) => `${card} artık ödeme sayfasında gösterilmiyor`,
  nowRevoked: (card) => `${card} kartından ücret alma izni geri alındı`,
  nowDeleted: (card) => `${card} silindi: onu saklayan bir izin kalmadı`,
  notDefault: (card) => `${card} varsayılan yapılamadı.`,
  notUpdated: (card) => `${card} güncellenemedi.`,
  notHidden: (card) => `${card} ödeme sayfasında hâlâ gösteriliyor: değiştirilemedi.`,
  notRevoked: (card) => `${card} kartından ücret alma izni geri alınamadı.`,
  notRemoved: (card) => `${card} kaldırılamadı.`,
  inUse: (card, what) => `${card} hâlâ gerekli; ödediği: ${what}.`,
  inUseUnnamed: (card) => `${card} gelecek bir ödeme için hâlâ gerekli.`,
  chooseOther: 'Başka bir kart seç',
  again: 'Lütfen yeniden deneyin.',
  againLater: 'Çok fazla deneme yapıldı. Bir dakika bekleyip yeniden deneyin.',
  lost: 'Bağlantı koptu, bu yüzden işlemin yapılıp yapılmadığını bilmiyoruz. Bağlantınızı kontrol edip yeniden deneyin.',
};
