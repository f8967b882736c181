/**
 * What a policy knows about the data: which figure is the population, what counts further units, and which figures
 * anybody can compute from others. By dataset and measure; an attacker knows all of it too.
 */
import * as z from 'zod';
import { id } from './words.ts';

const measureRef = z.strictObject({ dataset: id, measure: id });
export type MeasureRef = Readonly<z.output<typeof measureRef>>;

const unitCounter = z.strictObject({
  unit: id.describe('Einheit, wie sie in den Klassen unter „units“ heißt'),
  dataset: id,
  counter: id.describe('Messgröße, die diese Einheiten zählt'),
  measures: z.array(id).min(1).describe('Messgrößen, hinter denen diese Einheiten stehen'),
});
export type UnitCounter = Readonly<z.output<typeof unitCounter>>;

const contribution = z.strictObject({
  dataset: id,
  measure: id.describe('die Summe'),
  largest: id.describe('Messgröße mit dem größten Beitrag zu ihr'),
  second: id.describe('Messgröße mit dem zweitgrößten Beitrag'),
  holders: id.describe('Messgröße, die die Beitragenden zählt'),
});
export type Contribution = Readonly<z.output<typeof contribution>>;

const identity = z.strictObject({
  dataset: id,
  total: id,
  parts: z.array(id).min(1).describe('Messgrößen, die einander nicht überschneiden'),
  rest: z.boolean().default(false).describe('true: Die Teile müssen die Summe nicht ausfüllen'),
});
export type Identity = Readonly<z.output<typeof identity>>;

const balance = z.strictObject({
  stock: measureRef,
  flows: id.describe('Datenbestand der Bewegungen'),
  plus: z.array(id).min(1),
  minus: z.array(id).min(1),
  months: z.int().min(1).describe('Abstand zweier Bestände, die diese Bewegungen verbinden'),
  tolerance: z.int().min(0).describe('um so viel darf die Rechnung nicht aufgehen'),
});
export type Balance = Readonly<z.output<typeof balance>>;

export const knowledge = {
  population: measureRef.describe(
    'Einwohnerzahl: für Mindesteinwohner; sie ist allen bekannt und nie geheim',
  ),
  units: z.array(unitCounter).default([]).describe('Zähler weiterer Einheiten'),
  contributions: z.array(contribution).default([]).describe('die größten Beiträge zu Summen'),
  identities: z.array(identity).default([]).describe('Messgrößen, die sich auseinander errechnen lassen'),
  balances: z.array(balance).default([]).describe('Bestand und Bewegungen'),
};
