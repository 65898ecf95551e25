/** Vietnamese for the wallet. */
import { names, plan } from '../plan/vi.ts';
import type { WalletMessages } from './en.ts';

export const wallet: WalletMessages = {
  heading: 'Thẻ của bạn',
  intro: (merchant) =>
    `${merchant} giữ những thẻ này cho bạn. Hiển thị thẻ và trừ tiền thẻ về sau là hai quyền riêng; bạn có thể rút lại từng quyền bất cứ lúc nào.`,
  aboutDefault: 'Các gói đăng ký bắt đầu với thẻ mặc định của bạn.',
  loading: 'Đang tải thẻ của bạn',
  emptyTitle: 'Chưa lưu thẻ nào',
  emptyText: (merchant) =>
    `${merchant} không giữ thẻ nào của bạn. Khi thanh toán, bạn có thể cho phép giữ thẻ; thẻ khi đó sẽ hiện ở đây.`,
  expiredTitle: 'Trang này đã hết hạn',
  expiredText: 'Để bảo vệ thẻ của bạn, trang chỉ mở trong nửa giờ. Hãy mở lại để tiếp tục.',
  unusableTitle: 'Không hiển thị được thẻ của bạn',
  unusableText: 'Hãy quay lại cửa hàng và mở lại trang này, hoặc nhờ cửa hàng giúp.',
  loadFailedTitle: 'Không tải được thẻ của bạn',
  help: (merchant) => `Nhờ ${merchant} giúp`,

  shownTitle: 'Hiển thị khi thanh toán',
  shownYes: (date) => `Có, từ ${date}`,
  shownYesUndated: 'Có',
  shownNo: 'Không. Bạn sẽ không thấy thẻ này khi thanh toán.',
  stopShowing: 'Ngừng hiển thị',
  chargedTitle: (merchant) => `${merchant} được trừ tiền`,
  chargedNo: (merchant) => `Không. ${merchant} không thể trừ tiền thẻ này khi không có bạn.`,
  chargedYes: (date) => `Có, từ ${date}`,
  chargedPending: 'Chưa. Quyền này đang chờ ngân hàng của bạn.',
  revoke: 'Thu hồi quyền',
  forWhat: 'Cho việc',
  upTo: 'Tối đa',
  until: 'Đến khi',
  soFar: 'Cho đến nay',
  category: {
    recurring: 'Khoản thu định kỳ',
    installment: 'Trả góp',
    unscheduled: 'Khoản thu khi đến hạn',
  },
  every: plan.every,
  regularly: (what, often) => `${what}, ${often}`,
  eachTime: (amount) => `${amount} mỗi lần`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} mỗi kỳ`;
    return `${amount} mỗi ${count === 1 ? names[interval] : span}`;
  },
  charges: (count) => `${count} lần trừ tiền`,
  noLimit: 'Số tiền phải trả; không thỏa thuận giới hạn nào khác',
  untilRevoked: 'Bạn thu hồi',
  notCharged: 'Chưa trừ tiền lần nào',
  charged: (count, amount, lastDate) =>
    `${count} lần trừ tiền${amount ? `, tổng cộng ${amount}` : ''}${lastDate ? `, gần nhất ${lastDate}` : ''}`,

  words: 'Điều bạn đã đồng ý',
  noWords: (merchant) =>
    `${merchant} đã ghi nhận quyền này. Lời văn được thỏa thuận ở nơi khác và không lưu ở đây.`,
  agreedOn: (date) => `Đồng ý ngày ${date}`,
  openReceipt: 'Mở biên nhận',
  saveReceipt: 'Lưu biên nhận có chữ ký',
  receiptFailed: 'Không lấy được biên nhận. Vui lòng thử lại.',

  paysFor: (what) => `Trả cho ${what}`,
  useAsDefault: 'Đặt làm mặc định',
  updateCard: 'Cập nhật thẻ',
  expiryDate: 'Ngày hết hạn',
  expiryHint: 'Tháng và năm như trên thẻ, ví dụ 09/2031',
  expiryMalformed: 'Hãy nhập tháng và năm, ví dụ 09/2031.',
  expiryPast: 'Ngày này đã qua. Hãy nhập ngày trên thẻ mới của bạn.',
  expiryFar: 'Ngày này quá xa. Hãy kiểm tra lại năm.',
  save: 'Lưu',

  ends: (merchant) => `${merchant} không được trừ tiền thẻ này nữa. Những điều sau kết thúc:`,
  moveLegend: 'Thẻ nào sẽ thay thế?',
  moveChoose: 'Hãy chọn một thẻ trước.',
  moveNone:
    'Không có thẻ nào khác thay thế được. Hãy lưu thẻ khác ở lần thanh toán tới hoặc hủy những gì thẻ này trả; sau đó xóa thẻ này.',
  stopQuestion: (card) => `Ngừng hiển thị ${card}?`,
  stopEffect: (merchant) => `${merchant} sẽ không đề xuất thẻ này khi bạn thanh toán nữa.`,
  stopLeaves: (merchant) =>
    `Quyền trừ tiền mà bạn đã cho ${merchant} vẫn giữ nguyên. Bạn có thể thu hồi riêng quyền đó.`,
  revokeQuestion: (card) => `Thu hồi quyền trừ tiền ${card}?`,
  revokeEffect: (merchant) =>
    `Từ lúc này ${merchant} không thể bắt đầu khoản thu loại này nữa. Khoản đang xử lý vẫn được hoàn tất.`,
  revokePaysFor: 'Thẻ này đang trả cho:',
  deletes: (merchant) =>
    `Không còn lý do nào để giữ thẻ này, nên ${merchant} sẽ xóa nó. Muốn dùng lại, bạn phải nhập lại thẻ.`,

  nowDefault: (card) => `${card} nay là thẻ mặc định. Các gói đăng ký bắt đầu với thẻ này.`,
  nowUpdated: (card) => `Đã cập nhật ${card}`,
  nowHidden: (card) => `${card} không còn hiển thị khi thanh toán`,
  nowRevoked: (card) => `Đã thu hồi quyền trừ tiền ${card}`,
  nowDeleted: (card) => `Đã xóa ${card}: không còn quyền nào giữ thẻ này`,
  notDefault: (card) => `Không đặt được ${card} làm mặc định.`,
  notUpdated: (card) => `Không cập nhật được ${card}.`,
  notHidden: (card) => `${card} vẫn hiển thị khi thanh toán: không thay đổi được.`,
  notRevoked: (card) => `Không thu hồi được quyền trừ tiền ${card}.`,
  notRemoved: (card) => `Không xóa được ${card}.`,
  inUse: (card, what) => `${card} vẫn cần thiết: thẻ đang trả cho ${what}.`,
  inUseUnnamed: (card) => `${card} vẫn cần cho một khoản thanh toán sắp tới.`,
  chooseOther: 'Chọn thẻ khác',
  again: 'Vui lòng thử lại.',
  againLater: 'Quá nhiều lần thử. Hãy đợi một phút rồi thử lại.',
  lost: 'Mất kết nối nên chúng tôi không biết việc này đã xong chưa. Hãy kiểm tra kết nối rồi thử lại.',
};
