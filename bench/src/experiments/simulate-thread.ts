// A thread that simulates what it is sent, one course at a time.
import { parentPort } from 'node:worker_threads';
import { simulate, type Course } from './simulate.ts';

parentPort?.on('message', (course: Course) => parentPort?.postMessage(simulate(course)));
