/** Vietnamese for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const names = { day: 'ngày', week: 'tuần', month: 'tháng', year: 'năm' };

export const plan: PlanMessages = {
  every: (interval, count, span) => `mỗi ${count === 1 ? names[interval] : span}`,
  later: (amount, often, date) => `Sau đó ${amount} ${often}, từ ${date}`,
  trial: (date, amount, often) => `Miễn phí đến ${date}, sau đó ${amount} ${often}`,
  heading: 'Gói đăng ký của bạn',
  next: (amount, date) => `Lần thu tiếp theo: ${amount} vào ${date}`,
  ends: (date) => `Kết thúc vào ${date}. Không thu thêm khoản nào.`,
  paused: 'Đang tạm dừng: hiện không thu khoản nào.',
  overdue: 'Lần thanh toán gần nhất không thành công.',
  paidWith: (card) => `Thanh toán bằng ${card}`,
  unagreed: 'Chưa có thẻ nào được phép thu tiền.',
  change: 'Đổi thẻ',
  cancel: 'Hủy đăng ký',
  keep: 'Giữ đăng ký',
  question: (name) => `Hủy ${name}?`,
  effect: (date) =>
    `Gói tiếp tục đến ${date} rồi kết thúc. Không thu thêm khoản nào. Đến lúc đó bạn vẫn có thể giữ lại.`,
  canceled: (name, date) => `${name} đã hủy và kết thúc vào ${date}`,
  kept: (name) => `${name} tiếp tục`,
  moved: (name, card) => `${name} hiện được thanh toán bằng ${card}`,
  failed: (name) => `Không thể thay đổi ${name}.`,
  choose: (name) => `Thẻ nào thanh toán cho ${name}?`,
};
