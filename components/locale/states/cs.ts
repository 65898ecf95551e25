/** Czech for states that come rarely. */
import type { StateMessages } from './en.ts';

export const states: StateMessages = {
  numberChanged: 'Číslo se změnilo',
  newNumber: (card) => `Nová karta místo ${card}`,
  takesOver: (card) => `Nahradí kartu ${card}, která pak bude odebrána.`,
  goesOn: (merchant) =>
    `${merchant} smí strhávat platby ze staré karty. Zaškrtněte, co má pokračovat s novou; ostatní skončí.`,
  endsWithCard: 'Toto nemůže pokračovat s jinou kartou a skončí:',
  agreementsFailed: 'Nepodařilo se načíst, co je pro tuto kartu sjednáno.',
  replaceCard: 'Nahradit kartu',
  replaceDeclined: (card) => `Nová karta byla zamítnuta. Karta ${card} zůstává beze změny.`,
  notReplaced: (card) => `Kartu ${card} se nepodařilo nahradit. Zkuste to znovu.`,
  cardUpdated: (card) => `Aktualizováno: ${card}`,
  cardReplaced: (card) => `Kartou ${card} už můžete platit`,

  sharedTitle: 'Vaše uložené karty jsou zde skryté',
  sharedText: (merchant) =>
    `V tomto prohlížeči z nich nic nezůstává. ${merchant} je dál uchovává pro vaše ostatní zařízení.`,
  sharedPending:
    'Obchod se zatím nepodařilo informovat. Nechte stránku otevřenou, dokud se znovu nepřipojíte.',
  stopEverywhere: 'Nikde už je nezobrazovat',
  stoppedEverywhere: 'Vaše karty se už nezobrazují při žádné platbě.',
  notStopped: 'Nepodařilo se je skrýt všude. Můžete to udělat ve svých uložených kartách.',

  closing: (time) => `Tato platba se uzavře v ${time}. Zaplaťte dříve, nebo začněte znovu.`,
  renewing: 'Okamžik: platba se obnovuje. Zadané údaje zůstávají.',
  renewed: 'Platba byla obnovena. Zkontrolujte částku a zaplaťte.',

  endsEarly: 'Platnost této karty skončí dříve než toto oprávnění.',
  nameBackup: 'Určit záložní kartu',
  changeBackup: 'Změnit záložní kartu',
  backupLegend: (card) => `Která karta nahradí ${card} po skončení platnosti?`,
  backupIs: (card) => `Záložní: ${card}`,
  standsInFor: (card, date) => `Záložní za ${card}, od ${date}`,
  noBackup: 'Toto oprávnění nemůže pokračovat s jinou kartou.',
  nowBackup: (card) => `Záložní karta pro ${card} je určena`,
  notBackup: 'Záložní kartu se nepodařilo určit. Zkuste to znovu.',
};
