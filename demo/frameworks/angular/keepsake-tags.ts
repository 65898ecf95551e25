/**
 * The tags as Angular's strict templates know them: a directive each, which takes the attributes as
 * typed inputs and writes them down. With it the template needs no `CUSTOM_ELEMENTS_SCHEMA`, which
 * would let every mistake pass. Copy it as it is.
 */
import { Directive } from '@angular/core';
import type { AngularInputs } from '../../../components/types/angular.ts';

@Directive({
  selector: 'keepsake-checkout',
  inputs: [{ name: 'clientSecret', required: true }, 'api', 'locale', 'theme', 'name', 'summary'],
  host: {
    '[attr.client-secret]': 'clientSecret',
    '[attr.api]': 'api',
    '[attr.locale]': 'locale',
    '[attr.theme]': 'theme',
    '[attr.name]': 'name',
    '[attr.summary]': 'summary',
  },
})
export class CheckoutTag implements AngularInputs<'keepsake-checkout'> {
  clientSecret: string | null | undefined;
  api: string | null | undefined;
  locale: string | null | undefined;
  theme: string | null | undefined;
  name: string | null | undefined;
  summary: string | null | undefined;
}

@Directive({
  selector: 'keepsake-wallet',
  inputs: [{ name: 'clientSecret', required: true }, 'api', 'locale', 'theme'],
  host: {
    '[attr.client-secret]': 'clientSecret',
    '[attr.api]': 'api',
    '[attr.locale]': 'locale',
    '[attr.theme]': 'theme',
  },
})
export class WalletTag implements AngularInputs<'keepsake-wallet'> {
  clientSecret: string | null | undefined;
  api: string | null | undefined;
  locale: string | null | undefined;
  theme: string | null | undefined;
}
