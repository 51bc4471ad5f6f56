// A vehicle that streams telemetry to VoltStream and loses nothing when the connection breaks.
package main

import (
	"cmp"
	"context"
	"encoding/json"
	"flag"
	"log"
	"os"
	"os/signal"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/backoff"
	"google.golang.org/grpc/credentials/insecure"
	"google.golang.org/grpc/keepalive"
	"google.golang.org/grpc/metadata"

	pb "io.voltstream/examples/vehicle/telemetry"
)

func main() {
	batches := flag.Int("batches", 1000, "how many to send")
	hz := flag.Float64("hz", 10, "batches a second; 0: as fast as they are acknowledged")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	if token := os.Getenv("VOLTSTREAM_TOKEN"); token != "" {
		ctx = metadata.AppendToOutgoingContext(ctx, "authorization", "Bearer "+token)
	}
	connection, err := grpc.NewClient(cmp.Or(os.Getenv("SERVER_ADDR"), "127.0.0.1:50051"),
		grpc.WithTransportCredentials(insecure.NewCredentials()),
		// Pings find a peer that is gone; gRPC's own pauses would grow to minutes.
		grpc.WithKeepaliveParams(keepalive.ClientParameters{Time: 10 * time.Second, Timeout: 10 * time.Second}),
		grpc.WithConnectParams(grpc.ConnectParams{Backoff: backoff.Config{
			BaseDelay: firstPause, Multiplier: 2, Jitter: 0.5, MaxDelay: longestPause}}))
	if err != nil {
		log.Fatal(err)
	}
	v := &vehicle{
		room: make(chan struct{}, window), ready: make(chan *pb.TelemetryBatch, window),
		unanswered: *batches, pause: firstPause, Rejected: map[string]int{}}
	go v.measure(cmp.Or(os.Getenv("VEHICLE_ID"), "GO-1"), *batches, *hz)
	v.drive(ctx, pb.NewTelemetryServiceClient(connection))
	json.NewEncoder(os.Stdout).Encode(v)
	if v.Acked != *batches {
		os.Exit(1)
	}
}
