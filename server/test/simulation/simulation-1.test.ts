// One process, a virtual clock, seeded faults, the real delivery code on a real PostgreSQL: docs/delivery.md.
import { seedsOf } from './seeds.ts';

seedsOf(1);
