/** Hungarian for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Megváltozott a kártyaszám',
  newNumber: (card) => `Új kártya ehelyett: ${card}`,
  takesOver: (card) => `Ennek a helyébe lép: ${card}; azt utána eltávolítjuk.`,
  goesOn: (merchant) =>
    `${merchant} megterhelheti a régi kártyát. Jelölje be, mi folytatódjon az újjal; a többi véget ér.`,
  endsWithCard: 'Ez más kártyával nem folytatódhat, és véget ér:',
  agreementsFailed: 'Nem sikerült betölteni, miben állapodtak meg erre a kártyára.',
  replaceCard: 'Kártya cseréje',
  replaceDeclined: (card) => `Az új kártyát elutasították. Változatlan marad: ${card}.`,
  notReplaced: (card) => `Nem sikerült lecserélni: ${card}. Próbálja újra.`,
  cardUpdated: (card) => `Frissítve: ${card}`,
  cardReplaced: (card) => `Ezzel fizethet: ${card}`,

  sharedTitle: 'A mentett kártyái itt rejtve vannak',
  sharedText: (merchant) =>
    `Ebben a böngészőben semmi nem marad belőlük. ${merchant} a többi eszközére megőrzi őket.`,
  sharedPending:
    'Az üzletet még nem értük el. Hagyja nyitva az oldalt, amíg helyreáll a kapcsolat.',
  stopEverywhere: 'Sehol ne jelenjenek meg',
  stoppedEverywhere: 'A kártyái többé egyetlen fizetéskor sem jelennek meg.',
  notStopped: 'Nem sikerült mindenhol elrejteni őket. A mentett kártyáinál megteheti.',

  closing: (time) => `Ez a fizetési oldal ekkor zárul: ${time}. Fizessen addig, vagy kezdje újra.`,
  renewing: 'Egy pillanat: a fizetési oldal megújul. Amit beírt, megmarad.',
  renewed: 'A fizetési oldal megújult. Ellenőrizze az összeget, és fizessen.',

  endsEarly: 'Ez a kártya hamarabb lejár, mint ez az engedély.',
  nameBackup: 'Tartalék kártya megadása',
  changeBackup: 'Tartalék kártya módosítása',
  backupLegend: (card) => `Melyik kártya lépjen be, ha ez lejárt: ${card}?`,
  backupIs: (card) => `Tartalék: ${card}`,
  standsInFor: (card, date) => `Tartalék ehhez: ${card}, ettől: ${date}`,
  noBackup: 'Ez az engedély más kártyával nem folytatódhat.',
  nowBackup: (card) => `A tartalék meg van adva ehhez: ${card}`,
  notBackup: 'Nem sikerült megadni a tartalékot. Próbálja újra.',
};
