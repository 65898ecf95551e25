/**
 * `npm run docs`: writes the manifest and the editors' data beside the built elements. It decides
 * nothing about what is in them.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as elements from '../index.ts';
import { cssData, htmlData } from './editor-data.ts';
import { manifestOf } from './manifest.ts';
import { readSources } from './source.ts';

const FOLDER = new URL('../../dist/elements/', import.meta.url);

const manifest = manifestOf(elements, readSources());
const files = {
  'custom-elements.json': manifest,
  'vscode.html-custom-data.json': htmlData(manifest),
  'vscode.css-custom-data.json': cssData(manifest),
};

mkdirSync(FOLDER, { recursive: true });
for (const [name, content] of Object.entries(files))
  writeFileSync(fileURLToPath(new URL(name, FOLDER)), `${JSON.stringify(content, null, 2)}\n`);
