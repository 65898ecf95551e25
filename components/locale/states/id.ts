/** Indonesian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Nomornya berubah',
  newNumber: (card) => `Kartu baru sebagai ganti ${card}`,
  takesOver: (card) => `Kartu ini menggantikan ${card}, yang kemudian dihapus.`,
  goesOn: (merchant) =>
    `${merchant} boleh menagih kartu lama. Centang yang dilanjutkan dengan kartu baru; selebihnya berakhir.`,
  endsWithCard: 'Ini tidak dapat dilanjutkan dengan kartu lain dan berakhir:',
  agreementsFailed: 'Yang disepakati untuk kartu ini tidak dapat dimuat.',
  replaceCard: 'Ganti kartu',
  replaceDeclined: (card) => `Kartu baru ditolak. ${card} tetap seperti semula.`,
  notReplaced: (card) => `${card} tidak dapat diganti. Harap coba lagi.`,
  cardUpdated: (card) => `${card} diperbarui`,
  cardReplaced: (card) => `${card} siap dipakai membayar`,

  sharedTitle: 'Kartu tersimpan Anda disembunyikan di sini',
  sharedText: (merchant) =>
    `Tidak ada yang tertinggal di peramban ini. ${merchant} tetap menyimpannya untuk perangkat Anda yang lain.`,
  sharedPending:
    'Toko belum dapat diberi tahu. Biarkan halaman ini terbuka sampai Anda tersambung lagi.',
  stopEverywhere: 'Jangan tampilkan di mana pun',
  stoppedEverywhere: 'Kartu Anda tidak ditampilkan lagi di pembayaran mana pun.',
  notStopped:
    'Kartu tidak dapat disembunyikan di semua tempat. Anda dapat melakukannya di kartu tersimpan Anda.',

  closing: (time) =>
    `Halaman pembayaran ini ditutup pukul ${time}. Bayar sebelum itu, atau mulai lagi.`,
  renewing: 'Sebentar: halaman pembayaran sedang diperbarui. Yang Anda isi tetap ada.',
  renewed: 'Halaman pembayaran telah diperbarui. Periksa jumlahnya lalu bayar.',

  endsEarly: 'Kartu ini berakhir sebelum izin ini.',
  nameBackup: 'Tentukan kartu cadangan',
  changeBackup: 'Ubah kartu cadangan',
  backupLegend: (card) => `Kartu mana yang menggantikan saat ${card} berakhir?`,
  backupIs: (card) => `Cadangan: ${card}`,
  standsInFor: (card, date) => `Cadangan untuk ${card}, mulai ${date}`,
  noBackup: 'Izin ini tidak dapat dilanjutkan dengan kartu lain.',
  nowBackup: (card) => `Cadangan untuk ${card} telah ditentukan`,
  notBackup: 'Cadangan tidak dapat ditentukan. Harap coba lagi.',
};
