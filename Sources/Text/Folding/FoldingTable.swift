/// What Latin letters beyond ASCII fold to: two bytes per scalar, the second 0 when there is only one; 0 0 where the table is silent.
///
/// Written from the Unicode character database: compatibility decomposition of the lower-case letter without its marks, plus the
/// letters that do not decompose (`ø`, `ł`, `ß`, `œ` …). In the source, `_` stands for "no second byte" and `.` for "silent".
enum FoldingTable {
    /// U+00A0…U+024F: Latin-1, Latin Extended-A and -B.
    static let latin = bytes(
        of: """
            ....................a_..............2_3_..........1_o_..........a_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_\
            d_n_o_o_o_o_o_..o_u_u_u_u_y_thssa_a_a_a_a_a_aec_e_e_e_e_i_i_i_i_d_n_o_o_o_o_o_..o_u_u_u_u_y_thy_\
            a_a_a_a_a_a_c_c_c_c_c_c_c_c_d_d_d_d_e_e_e_e_e_e_e_e_e_e_g_g_g_g_g_g_g_g_h_h_h_h_i_i_i_i_i_i_i_i_\
            i_i_ijijj_j_k_k_k_l_l_l_l_l_l_l_l_l_l_n_n_n_n_n_n_n_n_n_o_o_o_o_o_o_oeoer_r_r_r_r_r_s_s_s_s_s_s_\
            s_s_t_t_t_t_t_t_u_u_u_u_u_u_u_u_u_u_u_u_w_w_y_y_y_z_z_z_z_z_z_s_b_b_..........c_c_d_..d_d_......\
            ..f_f_........i_k_k_l_..........o_o_....p_p_............t_t_..u_u_....y_y_z_z_..................\
            ........dzdzdzljljljnjnjnja_a_i_i_o_o_u_u_u_u_u_u_u_u_u_u_..a_a_a_a_aeaeg_g_g_g_k_k_o_o_o_o_....\
            j_dzdzdzg_g_....n_n_a_a_aeaeo_o_a_a_a_a_e_e_e_e_i_i_i_i_o_o_o_o_r_r_r_r_u_u_u_u_s_s_t_t_....h_h_\
            ........z_z_a_a_e_e_o_o_o_o_o_o_o_o_y_y_............a_c_c_l_..........b_....e_e_j_j_....r_r_y_y_
            """)

    /// U+1E00…U+1EFF: Latin Extended Additional (Vietnamese, Welsh, transliterations).
    static let additional = bytes(
        of: """
            a_a_b_b_b_b_b_b_c_c_d_d_d_d_d_d_d_d_d_d_e_e_e_e_e_e_e_e_e_e_f_f_g_g_h_h_h_h_h_h_h_h_h_h_i_i_i_i_\
            k_k_k_k_k_k_l_l_l_l_l_l_l_l_m_m_m_m_m_m_n_n_n_n_n_n_n_n_o_o_o_o_o_o_o_o_p_p_p_p_r_r_r_r_r_r_r_r_\
            s_s_s_s_s_s_s_s_s_s_t_t_t_t_t_t_t_t_u_u_u_u_u_u_u_u_u_u_v_v_v_v_w_w_w_w_w_w_w_w_w_w_x_x_x_x_y_y_\
            z_z_z_z_z_z_h_t_w_y_a_s_s_s_ss..a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_a_e_e_e_e_e_e_e_e_\
            e_e_e_e_e_e_e_e_i_i_i_i_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_o_u_u_u_u_u_u_u_u_u_u_u_u_\
            u_u_y_y_y_y_y_y_y_y_............
            """)

    private static func bytes(of text: StaticString) -> [UInt8] {
        text.withUTF8Buffer { buffer in
            buffer.map { $0 == 0x5F || $0 == 0x2E ? 0 : $0 }
        }
    }
}
