/** Thai for the wallet. */
import type { WalletMessages } from './en.ts';

const names = { day: 'วัน', week: 'สัปดาห์', month: 'เดือน', year: 'ปี' };

export const wallet: WalletMessages = {
  heading: 'บัตรของคุณ',
  intro: (merchant) =>
    `${merchant} เก็บบัตรเหล่านี้ไว้ให้คุณ การแสดงบัตรและการเรียกเก็บเงินภายหลังเป็นการอนุญาตสองอย่าง คุณถอนแต่ละอย่างได้ทุกเมื่อ`,
  aboutDefault: 'การสมัครสมาชิกเริ่มด้วยบัตรเริ่มต้นของคุณ',
  loading: 'กำลังโหลดบัตรของคุณ',
  emptyTitle: 'ไม่มีบัตรที่บันทึกไว้',
  emptyText: (merchant) =>
    `${merchant} ไม่ได้เก็บบัตรของคุณไว้ เมื่อชำระเงิน คุณอนุญาตให้เก็บบัตรได้ แล้วบัตรจะแสดงที่นี่`,
  expiredTitle: 'หน้านี้หมดเวลาแล้ว',
  expiredText: 'เพื่อปกป้องบัตรของคุณ หน้านี้เปิดอยู่ครึ่งชั่วโมง เปิดใหม่เพื่อดำเนินการต่อ',
  unusableTitle: 'แสดงบัตรของคุณไม่ได้',
  unusableText: 'กลับไปที่ร้านค้าแล้วเปิดหน้านี้อีกครั้ง หรือขอความช่วยเหลือจากร้านค้า',
  loadFailedTitle: 'โหลดบัตรของคุณไม่ได้',
  help: (merchant) => `ขอความช่วยเหลือจาก ${merchant}`,

  shownTitle: 'แสดงตอนชำระเงิน',
  shownYes: (date) => `ใช่ ตั้งแต่ ${date}`,
  shownYesUndated: 'ใช่',
  shownNo: 'ไม่ คุณจะไม่เห็นบัตรนี้ตอนชำระเงิน',
  stopShowing: 'หยุดแสดง',
  chargedTitle: (merchant) => `${merchant} เรียกเก็บเงินได้`,
  chargedNo: (merchant) => `ไม่ ${merchant} เรียกเก็บเงินจากบัตรนี้โดยไม่มีคุณไม่ได้`,
  chargedYes: (date) => `ใช่ ตั้งแต่ ${date}`,
  chargedPending: 'ยัง การอนุญาตนี้กำลังรอธนาคารของคุณ',
  revoke: 'เพิกถอน',
  forWhat: 'สำหรับ',
  upTo: 'ไม่เกิน',
  until: 'จนถึง',
  soFar: 'ที่ผ่านมา',
  category: {
    recurring: 'การเรียกเก็บประจำ',
    installment: 'การผ่อนชำระ',
    unscheduled: 'การเรียกเก็บเมื่อถึงกำหนด',
  },
  every: (interval, count, span) => `ทุก ${count === 1 ? names[interval] : span}`,
  regularly: (what, often) => `${what} ${often}`,
  eachTime: (amount) => `ครั้งละ ${amount}`,
  perPeriod: (amount, interval, count, span) => {
    if (interval === null) return `${amount} ต่อรอบ`;
    return `${amount} ต่อ ${count === 1 ? names[interval] : span}`;
  },
  charges: (count) => `เรียกเก็บ ${count} ครั้ง`,
  noLimit: 'จำนวนที่ค้างชำระ ไม่ได้ตกลงวงเงินอื่น',
  untilRevoked: 'คุณเพิกถอน',
  notCharged: 'ยังไม่เคยเรียกเก็บ',
  charged: (count, amount, lastDate) =>
    `เรียกเก็บ ${count} ครั้ง${amount ? ` รวม ${amount}` : ''}${lastDate ? ` ล่าสุด ${lastDate}` : ''}`,

  words: 'สิ่งที่คุณตกลง',
  noWords: (merchant) => `${merchant} บันทึกการอนุญาตนี้ไว้ ข้อความตกลงกันที่อื่นและไม่ได้เก็บไว้ที่นี่`,
  agreedOn: (date) => `ตกลงเมื่อ ${date}`,
  openReceipt: 'เปิดใบรับ',
  saveReceipt: 'บันทึกใบรับที่ลงนาม',
  receiptFailed: 'เรียกใบรับไม่ได้ โปรดลองอีกครั้ง',

  paysFor: (what) => `ชำระให้ ${what}`,
  useAsDefault: 'ใช้เป็นค่าเริ่มต้น',
  updateCard: 'อัปเดตบัตร',
  expiryDate: 'วันหมดอายุ',
  expiryHint: 'เดือนและปีตามบนบัตร เช่น 09/2031',
  expiryMalformed: 'กรอกเดือนและปี เช่น 09/2031',
  expiryPast: 'วันที่นี้ผ่านไปแล้ว กรอกวันที่บนบัตรใหม่ของคุณ',
  expiryFar: 'วันที่นี้ไกลเกินไป ตรวจสอบปี',
  save: 'บันทึก',

  ends: (merchant) => `${merchant} เรียกเก็บจากบัตรนี้ไม่ได้อีก สิ่งที่สิ้นสุด:`,
  moveLegend: 'บัตรใดจะมาแทน',
  moveChoose: 'เลือกบัตรก่อน',
  moveNone: 'ไม่มีบัตรอื่นมาแทนได้ บันทึกบัตรอื่นในการชำระเงินครั้งหน้า หรือยกเลิกสิ่งที่บัตรนี้ชำระ แล้วจึงนำบัตรนี้ออก',
  stopQuestion: (card) => `หยุดแสดง ${card} หรือไม่`,
  stopEffect: (merchant) => `${merchant} จะไม่เสนอบัตรนี้เมื่อคุณชำระเงินอีก`,
  stopLeaves: (merchant) => `การอนุญาตให้ ${merchant} เรียกเก็บเงินยังคงเดิม คุณเพิกถอนแยกต่างหากได้`,
  revokeQuestion: (card) => `เพิกถอนการอนุญาตให้เรียกเก็บจาก ${card} หรือไม่`,
  revokeEffect: (merchant) =>
    `ตั้งแต่นี้ไป ${merchant} เริ่มเรียกเก็บแบบนี้อีกไม่ได้ รายการที่กำลังดำเนินอยู่จะทำจนเสร็จ`,
  revokePaysFor: 'บัตรนี้ชำระให้:',
  deletes: (merchant) => `ไม่มีสิ่งอื่นที่ต้องเก็บบัตรนี้ไว้ ${merchant} จึงลบบัตร หากจะใช้อีกคุณต้องกรอกใหม่`,

  nowDefault: (card) => `${card} เป็นบัตรเริ่มต้นแล้ว การสมัครสมาชิกเริ่มด้วยบัตรนี้`,
  nowUpdated: (card) => `อัปเดต ${card} แล้ว`,
  nowHidden: (card) => `${card} ไม่แสดงตอนชำระเงินอีก`,
  nowRevoked: (card) => `เพิกถอนการอนุญาตให้เรียกเก็บจาก ${card} แล้ว`,
  nowDeleted: (card) => `ลบ ${card} แล้ว ไม่มีการอนุญาตใดให้เก็บไว้`,
  notDefault: (card) => `ตั้ง ${card} เป็นค่าเริ่มต้นไม่ได้`,
  notUpdated: (card) => `อัปเดต ${card} ไม่ได้`,
  notHidden: (card) => `${card} ยังแสดงตอนชำระเงิน เปลี่ยนไม่ได้`,
  notRevoked: (card) => `เพิกถอนการอนุญาตให้เรียกเก็บจาก ${card} ไม่ได้`,
  notRemoved: (card) => `นำ ${card} ออกไม่ได้`,
  inUse: (card, what) => `ยังต้องใช้ ${card} เพราะชำระให้ ${what}`,
  inUseUnnamed: (card) => `ยังต้องใช้ ${card} สำหรับการชำระเงินที่จะมาถึง`,
  chooseOther: 'เลือกบัตรอื่น',
  again: 'โปรดลองอีกครั้ง',
  againLater: 'ลองหลายครั้งเกินไป รอสักครู่แล้วลองอีกครั้ง',
  lost: 'การเชื่อมต่อขาดหาย เราจึงไม่รู้ว่าทำรายการแล้วหรือไม่ ตรวจสอบการเชื่อมต่อแล้วลองอีกครั้ง',
};
