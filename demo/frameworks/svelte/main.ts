/** Starts the page in Svelte. */
import { mount } from 'svelte';
import Checkout from './checkout.svelte';

const target = document.getElementById('shop');
if (target) mount(Checkout, { target });
