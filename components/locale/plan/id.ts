/** Indonesian for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const names = { day: 'hari', week: 'minggu', month: 'bulan', year: 'tahun' };

export const plan: PlanMessages = {
  every: (interval, count, span) => `setiap ${count === 1 ? names[interval] : span}`,
  later: (amount, often, date) => `Kemudian ${amount} ${often}, mulai ${date}`,
  trial: (date, amount, often) => `Gratis hingga ${date}, kemudian ${amount} ${often}`,
  heading: 'Langganan Anda',
  next: (amount, date) => `Tagihan berikutnya: ${amount} pada ${date}`,
  ends: (date) => `Berakhir pada ${date}. Tidak ada tagihan lagi.`,
  paused: 'Dijeda: saat ini tidak ada tagihan.',
  overdue: 'Pembayaran terakhir gagal.',
  paidWith: (card) => `Dibayar dengan ${card}`,
  unagreed: 'Belum ada kartu yang boleh ditagih.',
  change: 'Ganti kartu',
  cancel: 'Batalkan langganan',
  keep: 'Pertahankan langganan',
  question: (name) => `Batalkan ${name}?`,
  effect: (date) =>
    `Langganan berlanjut hingga ${date}, lalu berakhir. Tidak ada tagihan lagi. Sampai saat itu Anda masih dapat mempertahankannya.`,
  canceled: (name, date) => `${name} dibatalkan dan berakhir pada ${date}`,
  kept: (name) => `${name} berlanjut`,
  moved: (name, card) => `${name} kini dibayar dengan ${card}`,
  failed: (name) => `${name} tidak dapat diubah.`,
  choose: (name) => `Kartu mana yang membayar ${name}?`,
};
