export { closest, didYouMean } from '../model/closest.ts';
