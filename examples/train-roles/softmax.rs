//! A softmax over the candidates of each example, where several candidates may be right: full-batch gradient with
//! momentum and a penalty on great weights.

/// The candidates of one choice by their clues, and which are right.
pub struct Example {
    pub clues: Vec<Vec<(usize, f32)>>,
    pub right: Vec<usize>,
}

const STEPS: usize = 300;
const RATE: f32 = 1.0;
const MOMENTUM: f32 = 0.9;
/// Of the squared weights, for one example.
const PENALTY: f32 = 0.002;

/// The weights that make the right candidates likeliest.
pub fn train(examples: &[Example], clues: usize) -> Vec<f32> {
    let mut weights = vec![0.0f32; clues];
    let mut speed = vec![0.0f32; clues];
    let count = examples.len().max(1) as f32;
    for _ in 0..STEPS {
        let mut gradient: Vec<f32> = weights.iter().map(|weight| -PENALTY * weight).collect();
        for example in examples {
            let scores: Vec<f32> = example
                .clues
                .iter()
                .map(|clues| clues.iter().map(|&(clue, value)| weights[clue] * value).sum::<f32>())
                .collect();
            let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            let likely: Vec<f32> = scores.iter().map(|score| (score - most).exp()).collect();
            let all: f32 = likely.iter().sum();
            let right: f32 = example.right.iter().map(|&number| likely[number]).sum::<f32>().max(1e-20);
            for (number, clues) in example.clues.iter().enumerate() {
                let is_right = example.right.contains(&number);
                let pull = if is_right { likely[number] / right } else { 0.0 } - likely[number] / all;
                for &(clue, value) in clues {
                    gradient[clue] += pull * value / count;
                }
            }
        }
        for ((weight, speed), gradient) in weights.iter_mut().zip(&mut speed).zip(gradient) {
            *speed = MOMENTUM * *speed + RATE * gradient;
            *weight += *speed;
        }
    }
    weights
}
