(* A real inner product space, and what the proofs of the claims use of it. *)
From Coq Require Import Reals Lra Lia Psatz Field Arith.
Local Open Scope R_scope.

Class Space (V : Type) := {
  zero : V; add : V -> V -> V; opposite : V -> V; scale : R -> V -> V; ip : V -> V -> R;
  add_commutative : forall u v, add u v = add v u;
  add_associative : forall u v w, add (add u v) w = add u (add v w);
  add_zero : forall v, add v zero = v;
  add_opposite : forall v, add v (opposite v) = zero;
  scale_one : forall v, scale 1 v = v;
  scale_scale : forall a b v, scale a (scale b v) = scale (a * b) v;
  scale_add : forall a u v, scale a (add u v) = add (scale a u) (scale a v);
  scale_sum : forall a b v, scale (a + b) v = add (scale a v) (scale b v);
  ip_symmetric : forall u v, ip u v = ip v u;
  ip_add : forall u v w, ip (add u v) w = ip u w + ip v w;
  ip_scale : forall a u v, ip (scale a u) v = a * ip u v;
  ip_nonnegative : forall v, 0 <= ip v v;
  ip_definite : forall v, ip v v = 0 -> v = zero
}.

Definition sigmoid (z : R) : R := / (1 + exp (- z)).
Definition softplus (z : R) : R := ln (1 + exp z).

Section Facts.
Context {V : Type} {S : Space V}.

Definition norm (v : V) : R := sqrt (ip v v).

Lemma ip_add_r : forall u v w, ip u (add v w) = ip u v + ip u w.
Proof. intros. rewrite (ip_symmetric u (add v w)), ip_add, (ip_symmetric v u), (ip_symmetric w u). reflexivity. Qed.

Lemma ip_scale_r : forall a u v, ip u (scale a v) = a * ip u v.
Proof. intros. rewrite (ip_symmetric u (scale a v)), ip_scale, (ip_symmetric v u). reflexivity. Qed.

Lemma ip_zero_l : forall v, ip zero v = 0.
Proof. intros. pose proof (ip_add zero zero v) as H. rewrite add_zero in H. lra. Qed.

Lemma ip_zero_r : forall v, ip v zero = 0.
Proof. intros. rewrite ip_symmetric. apply ip_zero_l. Qed.

Lemma norm_nonnegative : forall v, 0 <= norm v.
Proof. intros. apply sqrt_pos. Qed.

Lemma norm_square : forall v, norm v ^ 2 = ip v v.
Proof. intros. apply pow2_sqrt, ip_nonnegative. Qed.

Lemma square_injective : forall a b, 0 <= a -> 0 <= b -> a ^ 2 = b ^ 2 -> a = b.
Proof. intros. apply Rsqr_inj; trivial. unfold Rsqr. lra. Qed.

Lemma norm_is : forall v b, 0 <= b -> ip v v = b ^ 2 -> norm v = b.
Proof. intros v b nonnegative H. apply square_injective; trivial using norm_nonnegative. rewrite norm_square. exact H. Qed.

Lemma norm_zero : norm zero = 0.
Proof. apply norm_is; [apply Rle_refl | rewrite ip_zero_l; ring]. Qed.

Lemma same_vector : forall u v, ip u u - 2 * ip u v + ip v v = 0 -> u = v.
Proof.
  intros u v H.
  assert (E : add u (scale (-1) v) = zero).
  { apply ip_definite. rewrite !ip_add, !ip_add_r, !ip_scale, !ip_scale_r, (ip_symmetric v u). lra. }
  assert (F : add v (scale (-1) v) = zero).
  { apply ip_definite. rewrite !ip_add, !ip_add_r, !ip_scale, !ip_scale_r. ring. }
  rewrite <- (add_zero u), <- F, (add_commutative v), <- add_associative, E, add_commutative. apply add_zero.
Qed.

Lemma cauchy_schwarz : forall u v, ip u v <= norm u * norm v.
Proof.
  intros.
  pose proof (norm_nonnegative u). pose proof (norm_nonnegative v).
  pose proof (norm_square u) as U. pose proof (norm_square v) as W.
  destruct (Req_dec (ip v v) 0) as [E|E].
  - apply ip_definite in E. subst v. rewrite ip_zero_r. nra.
  - pose proof (ip_nonnegative v) as P.
    pose proof (ip_nonnegative (add (scale (ip v v) u) (scale (- ip u v) v))) as Q.
    rewrite ip_add, !ip_add_r, !ip_scale, !ip_scale_r, (ip_symmetric v u) in Q.
    apply Rnot_lt_le. intro L.
    assert (D : 0 <= ip v v * (norm u ^ 2 * norm v ^ 2 - ip u v ^ 2)).
    { rewrite U, W. eapply Rle_trans; [exact Q | right; ring]. }
    assert (N : 0 <= norm u * norm v) by (apply Rmult_le_pos; assumption).
    assert (G : 0 < ip u v ^ 2 - norm u ^ 2 * norm v ^ 2) by nra.
    assert (0 < ip v v * (ip u v ^ 2 - norm u ^ 2 * norm v ^ 2)) by (apply Rmult_lt_0_compat; lra).
    lra.
Qed.

Lemma minkowski : forall u v, norm (add u v) <= norm u + norm v.
Proof.
  intros.
  pose proof (norm_nonnegative u). pose proof (norm_nonnegative v). pose proof (norm_nonnegative (add u v)).
  pose proof (norm_square (add u v)) as Q. rewrite ip_add, !ip_add_r, (ip_symmetric v u), <- !norm_square in Q.
  pose proof (cauchy_schwarz u v). apply Rnot_lt_le. intro. nra.
Qed.

Lemma scaled : forall c v, norm (scale c v) = Rabs c * norm v.
Proof.
  intros. apply norm_is.
  - apply Rmult_le_pos; [apply Rabs_pos | apply norm_nonnegative].
  - rewrite Rpow_mult_distr, norm_square, pow2_abs, ip_scale, ip_scale_r. ring.
Qed.
End Facts.
#[global] Hint Rewrite @ip_add @ip_add_r @ip_scale @ip_scale_r @ip_zero_l @ip_zero_r : inner.


(* Inner products of sums and multiples, written out. *)
Ltac expand_products :=
  repeat rewrite ?ip_add, ?ip_scale, ?ip_zero_l; repeat rewrite ?ip_add_r, ?ip_scale_r, ?ip_zero_r.

(* A name for what stands there, and for what belongs to each data point. *)
Lemma named : forall {A : Type} (a : A) (P : Prop), (forall x, a = x -> P) -> P.
Proof. intros A a P H. exact (H a eq_refl). Qed.

Lemma named_family : forall {A : Type} (N : nat) (f : nat -> A) (P : Prop),
  (forall g : nat -> A, (forall n, (n <= N)%nat -> f n = g n) -> P) -> P.
Proof. intros A N f P H. exact (H f (fun n _ => eq_refl)). Qed.

Lemma below : forall a b t, 0 <= t -> b - a = t -> a <= b.
Proof. intros. lra. Qed.
Lemma strictly_below : forall a b t, 0 < t -> b - a = t -> a < b.
Proof. intros. lra. Qed.
Lemma le_eq : forall a b c : R, a <= b -> b = c -> a <= c.
Proof. intros. lra. Qed.
Lemma lt_eq : forall a b c : R, a < b -> b = c -> a < c.
Proof. intros. lra. Qed.
Lemma eq_le : forall a b c : R, a = b -> b <= c -> a <= c.
Proof. intros. lra. Qed.
Lemma eq_lt : forall a b c : R, a = b -> b < c -> a < c.
Proof. intros. lra. Qed.
Lemma le_of_squares : forall a b, 0 <= b -> a ^ 2 <= b ^ 2 -> a <= b.
Proof. intros. nra. Qed.
Lemma lt_of_squares : forall a b, 0 <= b -> a ^ 2 < b ^ 2 -> a < b.
Proof. intros. nra. Qed.
Lemma eq_of_squares : forall a b, 0 <= a -> 0 <= b -> a ^ 2 = b ^ 2 -> a = b.
Proof. intros. apply square_injective; assumption. Qed.
Lemma abs_is : forall a b, 0 <= b -> a ^ 2 = b ^ 2 -> Rabs a = b.
Proof. intros. apply square_injective; [apply Rabs_pos | assumption | rewrite pow2_abs; assumption]. Qed.
Lemma sqrt_is : forall a b, 0 <= b -> a = b ^ 2 -> sqrt a = b.
Proof. intros. subst a. apply sqrt_pow2. assumption. Qed.

Lemma power_nonnegative : forall x n, 0 <= x -> 0 <= x ^ n.
Proof. intros. apply pow_le. assumption. Qed.
Lemma square_positive : forall x, x <> 0 -> 0 < x ^ 2.
Proof. intros. nra. Qed.
Lemma fourth_nonnegative : forall x, 0 <= x ^ 4.
Proof. intro. replace (x ^ 4) with ((x ^ 2) ^ 2) by ring. apply pow2_ge_0. Qed.

Lemma fourth_positive : forall x, x <> 0 -> 0 < x ^ 4.
Proof. intros. assert (0 < x ^ 2) by nra. replace (x ^ 4) with (x ^ 2 * x ^ 2) by ring. nra. Qed.
Lemma inverse_nonnegative : forall x, 0 <= x -> 0 <= / x.
Proof.
  intros x H. destruct (Req_dec x 0) as [E|E].
  - subst x. rewrite Rinv_0. apply Rle_refl.
  - apply Rlt_le, Rinv_0_lt_compat. lra.
Qed.

Lemma positive_of : forall x, 0 <= x -> x <> 0 -> 0 < x.
Proof. intros. lra. Qed.

(* What is visible: the sign of a term from those of its parts, which are assumed. *)
Ltac visible :=
  first [ assumption | lazymatch goal with
  | |- 0 <= _ + _ => apply Rplus_le_le_0_compat; visible
  | |- 0 <= _ * _ => first [ apply Rmult_le_pos; visible | nra ]
  | |- 0 <= _ / _ => first [ apply Rmult_le_pos; visible | nra ]
  | |- 0 <= / _ => apply inverse_nonnegative; visible
  | |- 0 <= _ ^ 2 => apply pow2_ge_0
  | |- 0 <= _ ^ 4 => apply fourth_nonnegative
  | |- 0 <= _ ^ _ => apply power_nonnegative; visible
  | |- 0 < _ * _ => first [ apply Rmult_lt_0_compat; visible | nra ]
  | |- 0 < _ / _ => first [ apply Rmult_lt_0_compat; visible | nra ]
  | |- 0 < / _ => apply Rinv_0_lt_compat; visible
  | |- 0 < _ ^ 2 => first [ apply square_positive; visible | apply pow_lt; visible ]
  | |- 0 < _ ^ 4 => first [ apply fourth_positive; visible | apply pow_lt; visible ]
  | |- 0 < _ ^ _ => apply pow_lt; visible
  | |- 0 < _ + _ =>
      first [ lra | apply Rplus_lt_0_compat; visible | apply Rplus_lt_le_0_compat; visible | apply Rplus_le_lt_0_compat; visible ]
  | |- 0 < _ => first [ lra | apply positive_of; assumption ]
  | |- _ * _ <> 0 => apply Rmult_integral_contrapositive_currified; visible
  | |- _ / _ <> 0 => apply Rmult_integral_contrapositive_currified; visible
  | |- / _ <> 0 => apply Rinv_neq_0_compat; visible
  | |- _ ^ _ <> 0 => apply pow_nonzero; visible
  | |- _ <> 0 => first [ lra | nra ]
  | |- _ => lra
  end | lra | nra ].
Ltac sum_positive := first [ assumption | lra | visible ].

(* That denominators do not vanish. *)
Ltac nonzero :=
  repeat split;
  first [ assumption | lra
        | match goal with H : _ <> 0 |- _ <> 0 => let Z := fresh in intro Z; apply H; first [ lra | nra | rewrite <- Z; ring ] end
        | nra | visible ].

(* The average over the points 0, ..., N of a data set. *)
Fixpoint sum (N : nat) (f : nat -> R) : R := match N with O => f O | S k => sum k f + f N end.
Definition mean (N : nat) (f : nat -> R) : R := / INR (S N) * sum N f.

Lemma points_positive : forall N, 0 < / INR (S N).
Proof. intro. apply Rinv_0_lt_compat, lt_0_INR, Nat.lt_0_succ. Qed.

Lemma mean_equal : forall N f g, (forall n, (n <= N)%nat -> f n = g n) -> mean N f = mean N g.
Proof.
  intros N f g H. unfold mean. f_equal. revert H. induction N; simpl; intro H; [apply H; lia|].
  rewrite IHN, (H (S N)); [reflexivity | lia | intros; apply H; lia].
Qed.

Lemma mean_add : forall N f g, mean N (fun n => f n + g n) = mean N f + mean N g.
Proof.
  intros. unfold mean. rewrite <- Rmult_plus_distr_l. f_equal. induction N; simpl; [ring | rewrite IHN; ring].
Qed.

Lemma mean_scale : forall N c f, mean N (fun n => c * f n) = c * mean N f.
Proof.
  intros. unfold mean. transitivity (/ INR (S N) * (c * sum N f)); [|ring]. f_equal.
  induction N; simpl; [ring | rewrite IHN; ring].
Qed.

Lemma mean_constant : forall N c, mean N (fun _ => c) = c.
Proof.
  intros. unfold mean. assert (H : sum N (fun _ => c) = INR (S N) * c).
  { induction N; [simpl; ring|]. rewrite S_INR. simpl sum. rewrite IHN, !S_INR. ring. }
  rewrite H. field. apply not_0_INR. discriminate.
Qed.

Lemma mean_nonnegative : forall N f, (forall n, (n <= N)%nat -> 0 <= f n) -> 0 <= mean N f.
Proof.
  intros N f H. unfold mean. apply Rmult_le_pos; [apply Rlt_le, points_positive|].
  induction N; simpl; [apply H; lia|]. apply Rplus_le_le_0_compat; [apply IHN; intros; apply H; lia | apply H; lia].
Qed.

Lemma mean_positive : forall N f, (forall n, (n <= N)%nat -> 0 < f n) -> 0 < mean N f.
Proof.
  intros N f H. unfold mean. apply Rmult_lt_0_compat; [apply points_positive|].
  induction N; simpl; [apply H; lia|]. apply Rplus_lt_0_compat; [apply IHN; intros; apply H; lia | apply H; lia].
Qed.

Section Averages.
Context {V : Type} {S : Space V}.

Fixpoint Sum (N : nat) (f : nat -> V) : V := match N with O => f O | Datatypes.S k => add (Sum k f) (f N) end.
Definition Mean (N : nat) (f : nat -> V) : V := scale (/ INR (Datatypes.S N)) (Sum N f).

Lemma Mean_equal : forall N f g, (forall n, (n <= N)%nat -> f n = g n) -> Mean N f = Mean N g.
Proof.
  intros N f g H. unfold Mean. f_equal. revert H. induction N; simpl; intro H; [apply H; lia|].
  rewrite IHN, (H (Datatypes.S N)); [reflexivity | lia | intros; apply H; lia].
Qed.

Lemma ip_Mean : forall N f v, ip (Mean N f) v = mean N (fun n => ip (f n) v).
Proof.
  intros. unfold Mean, mean. rewrite ip_scale. f_equal. induction N; simpl; [reflexivity|]. rewrite ip_add, IHN. reflexivity.
Qed.

Lemma same_by_products : forall u v, (forall w, ip u w = ip v w) -> u = v.
Proof. intros u v H. apply same_vector. rewrite (H u), (H v), (ip_symmetric v u), (H v). ring. Qed.

Lemma Mean_add : forall N f g, Mean N (fun n => add (f n) (g n)) = add (Mean N f) (Mean N g).
Proof.
  intros. apply same_by_products. intro w. rewrite ip_add, !ip_Mean, <- mean_add.
  apply mean_equal. intros. apply ip_add.
Qed.

Lemma Mean_scale : forall N c f, Mean N (fun n => scale c (f n)) = scale c (Mean N f).
Proof.
  intros. apply same_by_products. intro w. rewrite ip_scale, !ip_Mean, <- mean_scale.
  apply mean_equal. intros. apply ip_scale.
Qed.

Lemma Mean_scaled : forall N s v, Mean N (fun n => scale (s n) v) = scale (mean N s) v.
Proof.
  intros. apply same_by_products. intro w. rewrite ip_scale, ip_Mean, Rmult_comm, <- mean_scale.
  apply mean_equal. intros. rewrite ip_scale. ring.
Qed.

Lemma Mean_constant : forall N v, Mean N (fun _ => v) = v.
Proof. intros. apply same_by_products. intro w. rewrite ip_Mean. apply mean_constant. Qed.

Lemma mean_norm : forall N f, norm (Mean N f) <= mean N (fun n => norm (f n)).
Proof.
  intros. unfold Mean, mean. pose proof (points_positive N). rewrite scaled, Rabs_pos_eq by lra.
  apply Rmult_le_compat_l; [lra|]. clear H. induction N; simpl; [apply Rle_refl|].
  eapply Rle_trans; [apply minkowski|]. apply Rplus_le_compat_r, IHN.
Qed.
End Averages.

Lemma exp_positive : forall z, 0 < exp z.
Proof. exact exp_pos. Qed.

Lemma sigmoid_positive : forall z, 0 < sigmoid z.
Proof. intro z. unfold sigmoid. pose proof (exp_pos (- z)). apply Rinv_0_lt_compat. lra. Qed.

Lemma sigmoid_by_exp : forall z, sigmoid z = exp z / (1 + exp z).
Proof. intro z. unfold sigmoid. pose proof (exp_pos z). rewrite exp_Ropp. field. lra. Qed.

Lemma sigmoid_below_one : forall z, sigmoid z < 1.
Proof.
  intro z. rewrite sigmoid_by_exp. pose proof (exp_pos z).
  apply Rmult_lt_reg_r with (1 + exp z); [lra|]. unfold Rdiv. rewrite Rmult_assoc, Rinv_l; lra.
Qed.

Lemma softplus_positive : forall z, 0 < softplus z.
Proof. intro z. unfold softplus. pose proof (exp_pos z). rewrite <- ln_1. apply ln_increasing; lra. Qed.

Lemma logistic_symmetry : forall z w, w = (-1) * z -> sigmoid w = 1 + (-1) * sigmoid z.
Proof.
  intros z w H. subst w. replace ((-1) * z) with (- z) by ring. rewrite sigmoid_by_exp. unfold sigmoid.
  pose proof (exp_pos z). rewrite exp_Ropp. field. lra.
Qed.

Lemma logistic : forall z w, w = (-1) * z -> sigmoid z * (1 + exp w) = 1.
Proof.
  intros z w H. subst w. replace ((-1) * z) with (- z) by ring. unfold sigmoid. pose proof (exp_pos (- z)). field. lra.
Qed.

Lemma softplus_derivative : forall z, derivable_pt_lim softplus z (sigmoid z).
Proof.
  intro z. pose proof (exp_pos z). unfold softplus.
  replace (sigmoid z) with (/ (1 + exp z) * (0 + exp z)) by (rewrite sigmoid_by_exp; field; lra).
  apply (derivable_pt_lim_comp (fun t => 1 + exp t) ln).
  - apply (derivable_pt_lim_plus (fct_cte 1) exp); [apply derivable_pt_lim_const | apply derivable_pt_lim_exp].
  - apply derivable_pt_lim_ln. lra.
Qed.

Lemma sigmoid_derivative : forall z, derivable_pt_lim sigmoid z (sigmoid z * (1 - sigmoid z)).
Proof.
  intro z. pose proof (exp_pos z).
  apply derivable_pt_lim_ext with (f := div_fct exp (fun t => 1 + exp t)).
  - intro t. unfold div_fct. symmetry. apply sigmoid_by_exp.
  - replace (sigmoid z * (1 - sigmoid z)) with ((exp z * (1 + exp z) - (0 + exp z) * exp z) / Rsqr (1 + exp z))
      by (rewrite sigmoid_by_exp; unfold Rsqr; field; lra).
    apply (derivable_pt_lim_div exp (fun t => 1 + exp t) z (exp z) (0 + exp z)); [apply derivable_pt_lim_exp | | lra].
    apply (derivable_pt_lim_plus (fct_cte 1) exp); [apply derivable_pt_lim_const | apply derivable_pt_lim_exp].
Qed.

(* f(b) - f(a) is the slope at a place between a and b, times b - a. *)
Lemma mean_value : forall f g : R -> R, (forall z, derivable_pt_lim f z (g z)) ->
  forall a b, exists c, f b - f a = g c * (b - a) /\ Rmin a b <= c <= Rmax a b.
Proof.
  intros f g D a b. destruct (Rtotal_order a b) as [L|[E|L]].
  - destruct (MVT_cor2 f g a b L) as [c [H B]]; [intros; apply D|].
    exists c. rewrite Rmin_left, Rmax_right; lra.
  - subst b. exists a. rewrite Rmin_left, Rmax_left; lra.
  - destruct (MVT_cor2 f g b a L) as [c [H B]]; [intros; apply D|].
    exists c. rewrite Rmin_right, Rmax_left; lra.
Qed.

Lemma lipschitz : forall (f g : R -> R) k, (forall z, derivable_pt_lim f z (g z)) -> (forall z, - k <= g z <= k) ->
  forall a b, Rabs (f b + (-1) * f a) <= k * Rabs (b + (-1) * a).
Proof.
  intros f g k D B a b. destruct (mean_value f g D a b) as [c [H _]].
  replace (f b + (-1) * f a) with (g c * (b + (-1) * a)) by (transitivity (g c * (b - a)); [ring | rewrite <- H; ring]).
  rewrite Rabs_mult.
  apply Rmult_le_compat_r; [apply Rabs_pos | apply Rabs_le, B].
Qed.

Lemma sigmoid_slope : forall z, 0 <= sigmoid z * (1 - sigmoid z) <= / 4.
Proof.
  intro z. pose proof (sigmoid_positive z). pose proof (sigmoid_below_one z). pose proof (pow2_ge_0 (sigmoid z - 1 / 2)).
  split; nra.
Qed.

Lemma sigmoid_lipschitz : forall a b u, u = b + (-1) * a -> Rabs (sigmoid b + (-1) * sigmoid a) <= 1 / 4 * Rabs u.
Proof.
  intros a b u E. subst u. revert a b. apply (lipschitz _ _ (1 / 4) sigmoid_derivative). intro z. pose proof (sigmoid_slope z). lra.
Qed.

Lemma softplus_lipschitz : forall a b u, u = b + (-1) * a -> Rabs (softplus b + (-1) * softplus a) <= Rabs u.
Proof.
  intros a b u E. subst u. revert a b. intros a b. rewrite <- (Rmult_1_l (Rabs (b + _))). revert a b.
  apply (lipschitz _ _ 1 softplus_derivative).
  intro z. pose proof (sigmoid_positive z). pose proof (sigmoid_below_one z). lra.
Qed.

Lemma between : forall a b c, Rmin a b <= c <= Rmax a b -> 0 <= (c - a) * (b - a) <= (b - a) ^ 2.
Proof. intros a b c. unfold Rmin, Rmax. destruct (Rle_dec a b); intro; split; nra. Qed.

Lemma softplus_tangent : forall a b, softplus a + sigmoid a * (b - a) <= softplus b.
Proof.
  intros a b. destruct (mean_value _ _ softplus_derivative a b) as [c [H B]].
  destruct (mean_value _ _ sigmoid_derivative a c) as [e [G _]].
  pose proof (sigmoid_slope e) as [P _]. pose proof (between a b c B) as [Q _].
  assert (0 <= (sigmoid c - sigmoid a) * (b - a)) by (rewrite G; nra). lra.
Qed.

Lemma taylor_second : forall f g h : R -> R, forall k, (forall z, derivable_pt_lim f z (g z)) ->
  (forall z, derivable_pt_lim g z (h z)) -> (forall z, h z <= k) ->
  forall a b, f b <= f a + g a * (b - a) + k / 2 * (b - a) ^ 2.
Proof.
  intros f g h k F G B a b.
  set (r := fun t => f a + g a * (t - a) + k / 2 * (t - a) ^ 2 - f t).
  set (s := fun t => g a + k * (t - a) - g t).
  assert (R1 : forall z, derivable_pt_lim r z (s z)).
  { intro z. unfold r, s.
    replace (g a + k * (z - a) - g z) with (0 + g a * (1 - 0) + k / 2 * (INR 2 * (z - a) ^ Init.Nat.pred 2 * (1 - 0)) - g z)
      by (simpl; field).
    apply (derivable_pt_lim_minus (fun t => f a + g a * (t - a) + k / 2 * (t - a) ^ 2) f); [|apply F].
    apply (derivable_pt_lim_plus (fun t => f a + g a * (t - a)) (fun t => k / 2 * (t - a) ^ 2)).
    - apply (derivable_pt_lim_plus (fct_cte (f a)) (fun t => g a * (t - a))); [apply derivable_pt_lim_const|].
      apply (derivable_pt_lim_scal (fun t => t - a)).
      apply (derivable_pt_lim_minus id (fct_cte a)); [apply derivable_pt_lim_id | apply derivable_pt_lim_const].
    - apply (derivable_pt_lim_scal (fun t => (t - a) ^ 2)).
      apply (derivable_pt_lim_comp (fun t => t - a) (fun t => t ^ 2)).
      + apply (derivable_pt_lim_minus id (fct_cte a)); [apply derivable_pt_lim_id | apply derivable_pt_lim_const].
      + apply derivable_pt_lim_pow. }
  destruct (mean_value _ _ R1 a b) as [c [H C]].
  destruct (mean_value _ _ G a c) as [e [E _]].
  pose proof (B e) as L. pose proof (between a b c C) as [Q _].
  assert (S1 : 0 <= s c * (b - a)).
  { unfold s. replace (g a + k * (c - a) - g c) with ((k - h e) * (c - a)) by lra.
    replace ((k - h e) * (c - a) * (b - a)) with ((k - h e) * ((c - a) * (b - a))) by ring.
    apply Rmult_le_pos; lra. }
  assert (r a = 0) by (unfold r; field). unfold r in *. lra.
Qed.

Lemma softplus_upper : forall a b, softplus b <= softplus a + sigmoid a * (b - a) + 1 / 4 / 2 * (b - a) ^ 2.
Proof.
  intros a b. apply (taylor_second _ _ _ (1 / 4) softplus_derivative sigmoid_derivative).
  intro z. pose proof (sigmoid_slope z). lra.
Qed.

Lemma other_factor : forall a b, a * b = 0 -> a <> 0 -> b = 0.
Proof. intros a b H N. apply Rmult_integral in H. tauto. Qed.
Lemma zero_square : forall a, a ^ 2 <= 0 -> a = 0.
Proof. intros. nra. Qed.
