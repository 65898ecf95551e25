/**
 * What Angular's compiler must accept and refuse about the tags: each tag below a comment "wrong" is
 * refused, and nothing else is. It is checked, never run.
 */
import { Component } from '@angular/core';
import { Shop } from '../../../demo/frameworks/angular/checkout.ts';
import { CheckoutTag, WalletTag } from '../../../demo/frameworks/angular/keepsake-tags.ts';

@Component({
  selector: 'planted-page',
  imports: [CheckoutTag, Shop, WalletTag],
  template: `
    <keepsake-checkout
      #checkout
      class="wide"
      data-step="pay"
      [clientSecret]="secret"
      [locale]="null"
      theme="dark paper"
      summary="none"
      (keepsake-complete)="moved($event.detail.redirectUrl)"
      (keepsake-error)="told($event.detail.declineCode)"
    ></keepsake-checkout>
    <button type="button" (click)="checkout.clientSecret = 'another'">Another</button>
    <keepsake-wallet [clientSecret]="secret" locale="de"></keepsake-wallet>
    <angular-shop></angular-shop>

    <!-- wrong: a secret is text -->
    <keepsake-checkout [clientSecret]="1"></keepsake-checkout>
    <!-- wrong: without a secret nothing is shown -->
    <keepsake-checkout locale="de"></keepsake-checkout>
    <!-- wrong: a locale is text -->
    <keepsake-wallet [clientSecret]="secret" [locale]="{}"></keepsake-wallet>
    <!-- wrong: no such property -->
    <keepsake-checkout [clientSecret]="secret" [colour]="secret"></keepsake-checkout>
    <!-- wrong: a wallet has no summary to leave out -->
    <keepsake-wallet [clientSecret]="secret" [summary]="secret"></keepsake-wallet>
    <!-- wrong: a change has no redirect -->
    <keepsake-checkout [clientSecret]="secret" (keepsake-change)="moved($event.detail.redirectUrl)"></keepsake-checkout>
    <!-- wrong: a redirect is text, or none -->
    <keepsake-checkout [clientSecret]="secret" (keepsake-complete)="count($event.detail.redirectUrl)"></keepsake-checkout>
    <!-- wrong: no such tag -->
    <keepsake-till></keepsake-till>
  `,
})
export class PlantedPage {
  readonly secret: string = 'cs_test_1_secret_2';

  moved(_to: string | null): void {}
  told(_code: string | null): void {}
  count(_of: number): void {}
}
