import { Stage } from './accessibility/stage.ts';
import { STATES } from './accessibility/states.ts';
import { dress, view } from './accessibility/looks.ts';
import { everything } from './support/page.ts';
describe('x', () => { for (const css of ['', 'legend{inline-size:100%}', 'legend{display:block;inline-size:auto;max-inline-size:none}','form, fieldset{display:block}','fieldset{grid-template-columns:minmax(0,1fr)}','form,fieldset{grid-template-columns:minmax(0,1fr)}','legend{float:left;inline-size:100%}']) it(css, async () => {
  await view(800);
  const state = STATES.find(s=>s.state==='backup asked for'&&s.element==='wallet');
  const L=(w:string)=>console.log(css, w,everything(document).filter(x=>x.matches('legend, fieldset')).map(l=>[l.localName,l.clientWidth,l.scrollWidth].join(' ')).join('|'));
  const stage = new Stage(); const shown=await state!.arrange(stage);
  const el=everything(document).find(x=>x.matches('legend'))!; const root=el.getRootNode() as ShadowRoot; 
  const s=new CSSStyleSheet();s.replaceSync(css);root.adoptedStyleSheets=[...root.adoptedStyleSheets,s];
  await dress(shown,{scheme:'light',dir:'rtl'},0); 
  L('800');
  await view(280);
  L('280');
  document.body.style.display='none'; document.body.offsetWidth; document.body.style.display='';
  L('fresh');
  stage.strike();
});});
