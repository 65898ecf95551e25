/** Indonesian for the wallet. */
import { names, plan } from '../plan/id.ts';
import type { WalletMessages } from './en.ts';

export const wallet: WalletMessages = {
  heading: 'Kartu Anda',
  intro: (merchant) =>
    `${merchant} menyimpan kartu ini untuk Anda. Menampilkan kartu dan menagihnya kemudian adalah dua izin; masing-masing dapat Anda cabut kapan saja.`,
  aboutDefault: 'Langganan dimulai dengan kartu utama Anda.',
  loading: 'Memuat kartu Anda',
  emptyTitle: 'Tidak ada kartu tersimpan',
  emptyText: (merchant) =>
    `${merchant} tidak menyimpan kartu Anda. Saat membayar, Anda dapat mengizinkan kartu disimpan; kartu itu lalu muncul di sini.`,
  expiredTitle: 'Halaman ini sudah kedaluwarsa',
  expiredText:
    'Demi keamanan kartu Anda, halaman ini terbuka selama setengah jam. Buka lagi untuk melanjutkan.',
  unusableTitle: 'Kartu Anda tidak dapat ditampilkan',
  unusableText: 'Kembali ke toko dan buka lagi halaman ini, atau minta bantuan toko.',
  loadFailedTitle: 'Kartu Anda tidak dapat dimuat',
  help: (merchant) => `Minta bantuan ${merchant}`,

  shownTitle: 'Ditampilkan saat membayar',
  shownYes: (date) => `Ya, sejak ${date}`,
  shownYesUndated: 'Ya',
  shownNo: 'Tidak. Anda tidak akan melihat kartu ini saat membayar.',
  stopShowing: 'Berhenti menampilkan',
  chargedTitle: (merchant) => `Dapat ditagih oleh ${merchant}`,
  chargedNo: (merchant) => `Tidak. ${merchant} tidak dapat menagih kartu ini tanpa Anda.`,
  chargedYes: (date) => `Ya, sejak ${date}`,
  chargedPending: 'Belum. Izin ini menunggu bank Anda.',
  revoke: 'Cabut izin',
  forWhat: 'Untuk',
  upTo: 'Paling banyak',
  until: 'Hingga',
  soFar: 'Sejauh ini',
  category: {
    recurring: 'Tagihan rutin',
    installment: 'Cicilan',
    unscheduled: 'Tagihan saat jatuh tempo',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} setiap kali`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} setiap periode`;
    return `${amount} per ${count === 1 ? names[interval] : span}`;
  },
  charges: (count) => `${count} tagihan`,
  noLimit: 'Jumlah yang harus dibayar; tidak ada batas lain yang disepakati',
  untilRevoked: 'Anda mencabutnya',
  notCharged: 'Belum pernah ditagih',
  charged: (count, amount, lastDate) =>
    `${count} tagihan${amount ? `, seluruhnya ${amount}` : ''}${lastDate ? `, terakhir ${lastDate}` : ''}`,

  words: 'Yang Anda setujui',
  noWords: (merchant) =>
    `${merchant} mencatat izin ini. Kata-katanya disepakati di tempat lain dan tidak disimpan di sini.`,
  agreedOn: (date) => `Disetujui pada ${date}`,
  openReceipt: 'Buka tanda terima',
  saveReceipt: 'Simpan tanda terima bertanda tangan',
  receiptFailed: 'Tanda terima tidak dapat diambil. Harap coba lagi.',

  paysFor: (what) => `Membayar ${what}`,
  useAsDefault: 'Jadikan utama',
  updateCard: 'Perbarui kartu',
  expiryDate: 'Tanggal kedaluwarsa',
  expiryHint: 'Bulan dan tahun seperti pada kartu, misalnya 09/2031',
  expiryMalformed: 'Masukkan bulan dan tahun, misalnya 09/2031.',
  expiryPast: 'Tanggal ini sudah lewat. Masukkan tanggal pada kartu baru Anda.',
  expiryFar: 'Tanggal ini terlalu jauh. Periksa tahunnya.',
  save: 'Simpan',

  ends: (merchant) => `${merchant} tidak boleh menagihnya lagi. Ini berakhir:`,
  moveLegend: 'Kartu mana yang menggantikan?',
  moveChoose: 'Pilih kartu terlebih dahulu.',
  moveNone:
    'Tidak ada kartu lain yang dapat menggantikan. Simpan kartu lain pada pembayaran berikutnya atau batalkan yang dibayarnya; lalu hapus kartu ini.',
  stopQuestion: (card) => `Berhenti menampilkan ${card}?`,
  stopEffect: (merchant) => `${merchant} tidak akan menawarkan kartu ini lagi saat Anda membayar.`,
  stopLeaves: (merchant) =>
    `Izin menagih yang Anda berikan kepada ${merchant} tetap berlaku. Izin itu dapat Anda cabut tersendiri.`,
  revokeQuestion: (card) => `Cabut izin menagih ${card}?`,
  revokeEffect: (merchant) =>
    `Mulai saat ini ${merchant} tidak dapat memulai tagihan seperti ini. Yang sudah berjalan tetap diselesaikan.`,
  revokePaysFor: 'Kartu ini membayar:',
  deletes: (merchant) =>
    `Tidak ada lagi yang mempertahankan kartu ini, maka ${merchant} menghapusnya. Untuk memakainya lagi, Anda perlu memasukkannya lagi.`,

  nowDefault: (card) => `${card} kini kartu utama Anda. Langganan dimulai dengannya.`,
  nowUpdated: (card) => `${card} diperbarui`,
  nowHidden: (card) => `${card} tidak ditampilkan lagi saat membayar`,
  nowRevoked: (card) => `Izin menagih ${card} dicabut`,
  nowDeleted: (card) => `${card} dihapus: tidak ada lagi izin yang mempertahankannya`,
  notDefault: (card) => `${card} tidak dapat dijadikan utama.`,
  notUpdated: (card) => `${card} tidak dapat diperbarui.`,
  notHidden: (card) => `${card} masih ditampilkan saat membayar: ini tidak dapat diubah.`,
  notRevoked: (card) => `Izin menagih ${card} tidak dapat dicabut.`,
  notRemoved: (card) => `${card} tidak dapat dihapus.`,
  inUse: (card, what) => `${card} masih diperlukan: membayar ${what}.`,
  inUseUnnamed: (card) => `${card} masih diperlukan untuk pembayaran mendatang.`,
  chooseOther: 'Pilih kartu lain',
  again: 'Harap coba lagi.',
  againLater: 'Terlalu banyak percobaan. Tunggu satu menit lalu coba lagi.',
  lost: 'Koneksi terputus, jadi kami tidak tahu apakah ini sudah dilakukan. Periksa koneksi Anda dan coba lagi.',
};
