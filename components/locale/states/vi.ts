/** Vietnamese for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Số thẻ đã thay đổi',
  newNumber: (card) => `Thẻ mới thay cho ${card}`,
  takesOver: (card) => `Thẻ này thay chỗ ${card}; thẻ cũ sau đó bị xóa.`,
  goesOn: (merchant) =>
    `${merchant} được trừ tiền thẻ cũ. Hãy đánh dấu những gì tiếp tục với thẻ mới; phần còn lại kết thúc.`,
  endsWithCard: 'Điều này không thể tiếp tục với thẻ khác và sẽ kết thúc:',
  agreementsFailed: 'Không tải được những gì đã thỏa thuận cho thẻ này.',
  replaceCard: 'Thay thẻ',
  replaceDeclined: (card) => `Thẻ mới bị từ chối. ${card} giữ nguyên.`,
  notReplaced: (card) => `Không thay được ${card}. Vui lòng thử lại.`,
  cardUpdated: (card) => `Đã cập nhật ${card}`,
  cardReplaced: (card) => `Có thể thanh toán bằng ${card}`,

  sharedTitle: 'Các thẻ đã lưu của bạn được ẩn ở đây',
  sharedText: (merchant) =>
    `Trình duyệt này không giữ lại gì. ${merchant} vẫn giữ thẻ cho các thiết bị khác của bạn.`,
  sharedPending: 'Chưa báo được cho cửa hàng. Hãy để trang này mở cho đến khi có kết nối lại.',
  stopEverywhere: 'Ngừng hiển thị ở mọi nơi',
  stoppedEverywhere: 'Thẻ của bạn không còn hiển thị ở bất kỳ lần thanh toán nào.',
  notStopped: 'Không ẩn được ở mọi nơi. Bạn có thể làm điều đó trong mục thẻ đã lưu.',

  closing: (time) =>
    `Trang thanh toán này đóng lúc ${time}. Hãy thanh toán trước lúc đó hoặc bắt đầu lại.`,
  renewing: 'Xin đợi: trang thanh toán đang được làm mới. Những gì bạn nhập vẫn còn.',
  renewed: 'Trang thanh toán đã được làm mới. Hãy kiểm tra số tiền rồi thanh toán.',

  endsEarly: 'Thẻ này hết hạn trước quyền này.',
  nameBackup: 'Chọn thẻ dự phòng',
  changeBackup: 'Đổi thẻ dự phòng',
  backupLegend: (card) => `Thẻ nào thay thế khi ${card} hết hạn?`,
  backupIs: (card) => `Dự phòng: ${card}`,
  standsInFor: (card, date) => `Dự phòng cho ${card}, từ ${date}`,
  noBackup: 'Quyền này không thể tiếp tục với thẻ khác.',
  nowBackup: (card) => `Đã chọn thẻ dự phòng cho ${card}`,
  notBackup: 'Không chọn được thẻ dự phòng. Vui lòng thử lại.',
};
