/**
 * Connector `residents`: extracts of a residents register, delimited or fixed-width. Counts nothing: what a line
 * means for statistics is decided where persons are counted. Not over HTTP: what is fetched that way stays in a
 * cache, and lines on persons may not.
 */
import {
  defineConnector,
  personFileConfig,
  personFileSource,
  type PersonFileConfig,
} from '../../src/sdk/index.ts';
import { delimited } from './delimited.ts';
import { fixedWidth } from './fixed-width.ts';

export const residents = defineConnector<PersonFileConfig>({
  id: 'residents',
  title: 'Einwohnermelderegister',
  configSchema: personFileConfig,
  ...personFileSource('residents'),
  layouts: { delimited, 'fixed-width': fixedWidth },
});
