/** What an account page loads: registers the wallet's tags once. */
import { register } from './shared/register.ts';
import { KeepsakeNumberForm } from './update/number-form.ts';
import { KeepsakeBackupForm } from './wallet/backup-form.ts';
import { KeepsakeExpiryForm } from './wallet/expiry-form.ts';
import { KeepsakeQuestion } from './wallet/question-dialog.ts';
import { KeepsakeWallet } from './wallet/wallet.ts';

register('keepsake-number-form', KeepsakeNumberForm);
register('keepsake-backup-form', KeepsakeBackupForm);
register('keepsake-expiry-form', KeepsakeExpiryForm);
register('keepsake-question', KeepsakeQuestion);
register('keepsake-wallet', KeepsakeWallet);
