/** English for states that come rarely: another number, a backup, a shared computer, an end that is near. */
export const statesEn = {
  numberChanged: 'The number has changed',
  newNumber: (card: string) => `New card in place of ${card}`,
  takesOver: (card: string) => `It takes over the place of ${card}, which is then removed.`,
  goesOn: (merchant: string) =>
    `${merchant} may charge the old card. Tick what is to go on with the new one; what you do not tick ends.`,
  endsWithCard: 'This cannot go on with another card and ends:',
  agreementsFailed: 'What was agreed for this card could not be loaded.',
  replaceCard: 'Replace card',
  replaceDeclined: (card: string) => `The new card was declined. ${card} stays as it is.`,
  notReplaced: (card: string) => `${card} could not be replaced. Please try again.`,
  cardUpdated: (card: string) => `${card} is updated`,
  cardReplaced: (card: string) => `${card} is ready to pay with`,

  sharedTitle: 'Your saved cards are hidden here',
  sharedText: (merchant: string) =>
    `Nothing of them is kept in this browser. ${merchant} still keeps them for your other devices.`,
  sharedPending:
    'The shop could not be told yet. Keep this page open until you are connected again.',
  stopEverywhere: 'Stop showing them anywhere',
  stoppedEverywhere: 'Your cards are no longer shown at any checkout.',
  notStopped: 'They could not be hidden everywhere. You can do that in your saved cards.',

  closing: (time: string) => `This checkout closes at ${time}. Pay before then, or start again.`,
  renewing: 'One moment: the checkout is being renewed. What you entered stays.',
  renewed: 'The checkout was renewed. Check the amount and pay.',

  endsEarly: 'This card ends before this permission does.',
  nameBackup: 'Name a backup card',
  changeBackup: 'Change backup card',
  backupLegend: (card: string) => `Which card takes over when ${card} has ended?`,
  backupIs: (card: string) => `Backup: ${card}`,
  standsInFor: (card: string, date: string) => `Backup for ${card}, from ${date}`,
  noBackup: 'This permission cannot go on with another card.',
  nowBackup: (card: string) => `The backup for ${card} is named`,
  notBackup: 'The backup could not be named. Please try again.',
};

export type StateMessages = typeof statesEn;
