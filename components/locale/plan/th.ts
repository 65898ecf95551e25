/** Thai for what comes round: a subscription in a checkout, and all of them in the wallet. */
import type { PlanMessages } from './en.ts';

export const names = { day: 'วัน', week: 'สัปดาห์', month: 'เดือน', year: 'ปี' };

export const plan: PlanMessages = {
  every: (interval, count, span) => `ทุก ${count === 1 ? names[interval] : span}`,
  later: (amount, often, date) => `จากนั้น ${amount} ${often} เริ่ม ${date}`,
  trial: (date, amount, often) => `ฟรีถึง ${date} จากนั้น ${amount} ${often}`,
  heading: 'การสมัครสมาชิกของคุณ',
  next: (amount, date) => `เรียกเก็บครั้งถัดไป: ${amount} ในวันที่ ${date}`,
  ends: (date) => `สิ้นสุดวันที่ ${date} จะไม่มีการเรียกเก็บอีก`,
  paused: 'หยุดชั่วคราว: ขณะนี้ไม่มีการเรียกเก็บ',
  overdue: 'การชำระเงินครั้งล่าสุดไม่สำเร็จ',
  paidWith: (card) => `ชำระด้วย ${card}`,
  unagreed: 'ยังไม่มีบัตรที่อนุญาตให้เรียกเก็บ',
  change: 'เปลี่ยนบัตร',
  cancel: 'ยกเลิกการสมัคร',
  keep: 'คงการสมัครไว้',
  question: (name) => `ยกเลิก ${name} หรือไม่`,
  effect: (date) => `ใช้ได้ถึง ${date} แล้วสิ้นสุด จะไม่มีการเรียกเก็บอีก ก่อนถึงวันนั้นคุณยังคงไว้ได้`,
  canceled: (name, date) => `ยกเลิก ${name} แล้ว สิ้นสุดวันที่ ${date}`,
  kept: (name) => `${name} ดำเนินต่อไป`,
  moved: (name, card) => `${name} ชำระด้วย ${card} แล้ว`,
  failed: (name) => `เปลี่ยน ${name} ไม่สำเร็จ`,
  choose: (name) => `ใช้บัตรใดชำระ ${name}`,
};
