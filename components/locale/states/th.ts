/** Thai for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'หมายเลขเปลี่ยนไป',
  newNumber: (card) => `บัตรใหม่แทน ${card}`,
  takesOver: (card) => `บัตรนี้มาแทน ${card} ซึ่งจะถูกนำออก`,
  goesOn: (merchant) => `${merchant} เรียกเก็บจากบัตรเก่าได้ ทำเครื่องหมายสิ่งที่จะใช้ต่อกับบัตรใหม่ ที่เหลือจะสิ้นสุด`,
  endsWithCard: 'สิ่งนี้ใช้ต่อกับบัตรอื่นไม่ได้และจะสิ้นสุด:',
  agreementsFailed: 'โหลดสิ่งที่ตกลงไว้สำหรับบัตรนี้ไม่ได้',
  replaceCard: 'เปลี่ยนบัตร',
  replaceDeclined: (card) => `บัตรใหม่ถูกปฏิเสธ ${card} ยังเหมือนเดิม`,
  notReplaced: (card) => `เปลี่ยน ${card} ไม่ได้ โปรดลองอีกครั้ง`,
  cardUpdated: (card) => `อัปเดต ${card} แล้ว`,
  cardReplaced: (card) => `ใช้ ${card} ชำระเงินได้แล้ว`,

  sharedTitle: 'บัตรที่บันทึกไว้ถูกซ่อนที่นี่',
  sharedText: (merchant) => `เบราว์เซอร์นี้ไม่เก็บข้อมูลบัตรไว้ ${merchant} ยังเก็บไว้สำหรับอุปกรณ์อื่นของคุณ`,
  sharedPending: 'ยังแจ้งร้านค้าไม่ได้ เปิดหน้านี้ไว้จนกว่าจะเชื่อมต่ออีกครั้ง',
  stopEverywhere: 'หยุดแสดงทุกที่',
  stoppedEverywhere: 'บัตรของคุณไม่แสดงในการชำระเงินใดอีก',
  notStopped: 'ซ่อนทุกที่ไม่ได้ คุณทำได้ในบัตรที่บันทึกไว้',

  closing: (time) => `หน้าชำระเงินนี้ปิดเวลา ${time} โปรดชำระก่อนหน้านั้นหรือเริ่มใหม่`,
  renewing: 'สักครู่ กำลังต่ออายุหน้าชำระเงิน สิ่งที่คุณกรอกยังอยู่',
  renewed: 'ต่ออายุหน้าชำระเงินแล้ว ตรวจสอบยอดแล้วชำระเงิน',

  endsEarly: 'บัตรนี้หมดอายุก่อนการอนุญาตนี้',
  nameBackup: 'กำหนดบัตรสำรอง',
  changeBackup: 'เปลี่ยนบัตรสำรอง',
  backupLegend: (card) => `บัตรใดจะมาแทนเมื่อ ${card} หมดอายุ`,
  backupIs: (card) => `บัตรสำรอง: ${card}`,
  standsInFor: (card, date) => `บัตรสำรองของ ${card} ตั้งแต่ ${date}`,
  noBackup: 'การอนุญาตนี้ใช้ต่อกับบัตรอื่นไม่ได้',
  nowBackup: (card) => `กำหนดบัตรสำรองของ ${card} แล้ว`,
  notBackup: 'กำหนดบัตรสำรองไม่ได้ โปรดลองอีกครั้ง',
};
