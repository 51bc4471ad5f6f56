package main

import (
	"context"
	"log"
	"math/rand/v2"
	"time"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"

	pb "io.voltstream/examples/vehicle/telemetry"
)

// drive sends until every batch has its final answer, over as many streams as that takes.
func (v *vehicle) drive(ctx context.Context, client pb.TelemetryServiceClient) {
	for v.unanswered > 0 && ctx.Err() == nil {
		if err := v.stream(ctx, client); v.unanswered > 0 {
			log.Print(err)
			if status.Code(err) == codes.Unauthenticated {
				return // The next try would end the same.
			}
			time.Sleep(v.pause/2 + rand.N(v.pause/2))
			v.pause = min(2*v.pause, longestPause)
		}
	}
}

// stream sends what the stream before left unanswered, then what is ready; it returns why it ended.
func (v *vehicle) stream(ctx context.Context, client pb.TelemetryServiceClient) error {
	stream, err := client.StreamTelemetry(ctx)
	if err != nil {
		return err
	}
	acks := make(chan *pb.ServerAck, window)
	go func() {
		defer close(acks)
		var ack *pb.ServerAck
		for ack, err = stream.Recv(); err == nil; ack, err = stream.Recv() {
			acks <- ack
		}
	}()
	for unsent := v.inFlight; ; {
		for ; len(unsent) > 0; unsent = unsent[1:] {
			v.Sent++
			stream.Send(unsent[0]) // When it fails, Recv says why.
		}
		select {
		case batch := <-v.ready:
			unsent = []*pb.TelemetryBatch{batch}
			v.inFlight = append(v.inFlight, batch)
		case ack, more := <-acks:
			if !more {
				return err
			}
			if v.take(ack); v.unanswered == 0 {
				stream.CloseSend()
			}
		}
	}
}

// take does what an ack says of the oldest batch in flight: acks come in the order of the batches.
func (v *vehicle) take(ack *pb.ServerAck) {
	batch := v.inFlight[0]
	v.inFlight, v.pause = v.inFlight[1:], firstPause
	if ack.RetryAfterMs > 0 { // The batch is good, but could not be taken now.
		time.AfterFunc(time.Duration(ack.RetryAfterMs)*time.Millisecond, func() { v.ready <- batch })
		return
	}
	if ack.Success {
		v.Acked++
	} else {
		v.Rejected[ack.ErrorMessage]++
	}
	v.unanswered--
	<-v.room
}
