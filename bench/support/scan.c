/* The loop of `scan` in packages/risk/assembly/scan.ts, in C: accounts per second over rows of 32 columns. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { COLUMNS = 32, STRIDE = 40, INSTRUMENTS = 2000, POSITIONS = 10 };

static uint32_t state = 7;
static uint32_t next(uint32_t below) {
  state = state * 1664525u + 1013904223u;
  return (uint32_t)(((uint64_t)state * below) >> 32);
}
static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

int main(int argc, char **argv) {
  int accounts = argc > 1 ? atoi(argv[1]) : 1000000;
  int32_t *pnl = aligned_alloc(64, sizeof(int32_t) * INSTRUMENTS * STRIDE);
  int32_t *instruments = malloc(sizeof(int32_t) * accounts * POSITIONS);
  int32_t *lots = malloc(sizeof(int32_t) * accounts * POSITIONS);
  double *worst = malloc(sizeof(double) * accounts);
  for (int i = 0; i < INSTRUMENTS * STRIDE; i++) pnl[i] = (int32_t)next(2000000) - 1000000;
  for (int i = 0; i < accounts * POSITIONS; i++) instruments[i] = next(INSTRUMENTS), lots[i] = (int32_t)next(200) - 100;
  double best = 1e9, check = 0;
  for (int run = 0; run < 5; run++) {
    double start = now();
    for (int account = 0; account < accounts; account++) {
      int64_t sums[COLUMNS] = {0};
      for (int entry = account * POSITIONS; entry < (account + 1) * POSITIONS; entry++) {
        const int32_t *row = pnl + instruments[entry] * STRIDE;
        int64_t quantity = lots[entry];
        for (int column = 0; column < COLUMNS; column++) sums[column] += quantity * row[column];
      }
      int64_t least = sums[0];
      for (int column = 1; column < COLUMNS; column++) least = sums[column] < least ? sums[column] : least;
      worst[account] = (double)-least;
    }
    double took = now() - start;
    if (took < best) best = took;
    check += worst[next(accounts)];
  }
  printf("{\"accountsPerSecond\":%.0f,\"check\":%.0f}\n", accounts / best, check);
  return 0;
}
