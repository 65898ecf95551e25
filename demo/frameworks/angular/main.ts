/** Starts the page in Angular, its template compiled in the browser. */
import '@angular/compiler';
import { provideZonelessChangeDetection } from '@angular/core';
import { bootstrapApplication } from '@angular/platform-browser';
import { Shop } from './checkout.ts';

document.getElementById('shop')?.append(document.createElement('angular-shop'));
void bootstrapApplication(Shop, { providers: [provideZonelessChangeDetection()] });
